import assert from 'node:assert/strict';
import { STATUS_CODES } from 'node:http';
import { type Reply, type RequestView, type Standard, toReply } from '@oryu/core';
import type { RawResponse } from './raw-response.js';

/** Headers that HTTP itself adds to every response; no standard rules them. */
const transport = new Set(['date', 'connection', 'keep-alive']);

/** A request as a standard sees it. */
export function viewOf(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): RequestView {
  return { method, url, header: (name) => headers[name.toLowerCase()] };
}

/**
 * The bytes that must leave for a thrown value: status line, every header in order of name, body.
 *
 * @param earlier headers that the application has set, and that stay unless the reply has them
 * @param instead headers that leave in the place of the reply's
 */
export function expectedBytes(
  reply: Reply,
  earlier: Readonly<Record<string, string>> = {},
  instead: Readonly<Record<string, string>> = {},
): string {
  const lines = Object.entries({ ...earlier, ...reply.headers, ...instead }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const body = typeof reply.body === 'string' ? reply.body : Buffer.from(reply.body).toString();
  return [`HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status]}`, ...lines.sort(), '', body].join('\r\n');
}

/** The bytes that did leave, in the same form. */
export function receivedBytes({ statusLine, headers, body }: RawResponse): string {
  const lines = headers.filter(([name]) => !transport.has(name)).map(([name, value]) => `${name}: ${value}`);
  return [statusLine, ...lines.sort(), '', body.toString()].join('\r\n');
}

/** Fails unless a response is, byte for byte, the standard's answer to the thrown value. */
export function assertAnswer(
  response: RawResponse | undefined,
  thrown: unknown,
  request: RequestView,
  standard: Standard,
  earlier?: Readonly<Record<string, string>>,
  instead?: Readonly<Record<string, string>>,
): void {
  assert.ok(response, 'no response came');
  assert.equal(receivedBytes(response), expectedBytes(toReply(thrown, request, standard), earlier, instead));
  assert.ok(response.isWhole, 'the response is not whole');
}
