import { type RawResponse, requestBytes } from '@oryu/testing';
import { keptAlive, responseText } from './raw-http.js';
import type { Served } from './served.js';

/** The whole response that a package sends itself. */
export function theirAnswer(
  statusLine: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  connection: Readonly<Record<string, string>> = keptAlive,
): string {
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  return responseText(
    `HTTP/1.1 ${statusLine}`,
    Object.entries({ ...length, ...connection, ...headers }),
    body,
  );
}

/** The headers of a package on a success: all but those of the body and of Node itself. */
export async function theirHeaders(
  served: Pick<Served, 'connect'>,
  target: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const connection = await served.connect();
  const response: RawResponse = await connection.send(requestBytes('GET', target, headers)).response();
  connection.reset();
  const own = ([name]: readonly [string, string]) =>
    !(name in keptAlive || /^(content-(type|length)|etag)$/.test(name));
  return Object.fromEntries(response.headers.filter(own));
}
