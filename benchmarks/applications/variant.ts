import type { Server } from 'node:http';
import { MyDataError } from '@oryu/core';

/** One way to answer, as a server of its own. */
export interface Variant {
  readonly name: string;
  /** The server, ready for requests but not listening. */
  server(): Promise<Server> | Server;
  /** Frames that a typed error keeps; 1 unless given. */
  readonly stackTraceLimit?: number;
}

export const path = '/v2/bank/accounts';

export const requestHeaders = {
  host: '127.0.0.1',
  'user-agent': 'benchmark',
  accept: 'application/json',
  authorization: 'Bearer 0123456789abcdef0123456789abcdef',
  'x-api-tran-id': '0000000000M00000000000001',
};

/** The answer of all that answers as the standard prescribes; an error's text here is 450 bytes at most. */
export const { status, message } = new MyDataError(40305);
export const members = { rsp_code: '40305', rsp_msg: message };
export const bytes = Buffer.from(JSON.stringify(members));
export const headers = {
  'content-type': 'application/json; charset=UTF-8',
  'content-length': String(bytes.length),
  'x-api-tran-id': requestHeaders['x-api-tran-id'],
};
export const customText = '조회 시작일이 잘못되었습니다';

/** What nearly everybody writes: an error with a status and a code, and one handler. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function handWritten(error: unknown): { status: number; body: { rsp_code: string; rsp_msg: string } } {
  return error instanceof ApiError
    ? { status: error.status, body: { rsp_code: error.code, rsp_msg: error.message } }
    : { status: 500, body: { rsp_code: '50001', rsp_msg: '시스템 장애' } };
}

/** What a handler throws in the variants that are ours. */
const thrown: Readonly<Record<string, () => never>> = {
  'ours, by default': () => {
    throw new MyDataError(40305);
  },
  'ours, limit 0': () => {
    throw new MyDataError(40305);
  },
  'ours, custom text': () => {
    throw new MyDataError(40001, customText);
  },
  'ours, TypeError': () => {
    throw new TypeError('Cannot read properties of undefined');
  },
};

/** Percentages of requests that are answered with an error, each a variant of its own. */
export const errorShares = [0, 25, 50, 75, 100];
export const mixedName = (share: number) => `ours, ${share} % errors`;

/** Throws for a share of the calls, evenly spread over them. */
function throwsFor(share: number): () => void {
  let turn = 0;
  return () => {
    turn += share;
    if (turn < 100) return;
    turn -= 100;
    throw new MyDataError(40305);
  };
}

/**
 * The variants that are ours: one for each thing thrown, success with our middleware mounted, and mixed
 * traffic. What a handler calls before it succeeds throws, always or at times.
 */
export function ours(serve: (check: undefined | (() => void)) => Promise<Server> | Server): Variant[] {
  return [
    ...Object.entries(thrown).map(([name, check]) => ({
      name,
      server: () => serve(check),
      stackTraceLimit: name === 'ours, limit 0' ? 0 : 1,
    })),
    { name: 'success with ours', server: () => serve(undefined) },
    ...errorShares.map((share) => ({ name: mixedName(share), server: () => serve(throwsFor(share)) })),
  ];
}
