import { createServer, type RequestListener, type ServerOptions } from 'node:http';
import type { FailureKind } from '@oryu/core';
import { answerClientErrors } from '@oryu/core/node';
import { answerInKinds, kinds } from './kinds.js';
import { closing, type RawConnection, request, textOf } from './raw-http.js';
import { Served } from './served.js';

export const post = (headers: string, body = '') => `POST / HTTP/1.1\r\nhost: a\r\n${headers}\r\n\r\n${body}`;
export const get = (headers: string) => `GET / HTTP/1.1\r\nhost: a\r\n${headers}\r\n\r\n`;
export const long = 'a'.repeat(20_000);

export const impatient: ServerOptions = {
  connectionsCheckingInterval: 50,
  headersTimeout: 300,
  requestTimeout: 300,
};

/** Reads what there is of a body, and says how long it is. */
export const count: RequestListener = (request, response) => {
  let length = 0;
  request.on('data', (bytes: Buffer) => {
    length += bytes.length;
  });
  request.on('error', () => {});
  request.on('end', () => response.end(`read ${length}`));
};

export async function serve(listener: RequestListener = count, options: ServerOptions = {}) {
  const server = createServer({ ...options }, listener);
  answerClientErrors(server, kinds());
  const served = await Served.start(server);
  return {
    server,
    connect: () => served.connect(),
    /** New connections are served as ever. */
    isUsable: async () => {
      const connection = await served.connect();
      const { body } = await connection.send(request('POST /', {}, 'abc')).response();
      connection.reset();
      expect(body.toString()).toBe('read 3');
    },
  };
}

export async function send(connection: RawConnection, segments: readonly (string | Buffer)[]): Promise<void> {
  connection.socket.setNoDelay();
  for (const segment of segments) {
    await new Promise((resolve) => connection.socket.write(segment, resolve));
    await new Promise(setImmediate);
  }
}

/** The answers on a connection until the server closes it; the last one is the refusal. */
export async function expectRefusal(connection: RawConnection, kind: FailureKind): Promise<void> {
  expect(textOf(await connection.response())).toBe(answerInKinds(kind, {}, closing));
  expect((await connection.rest()).toString()).toBe('');
}
