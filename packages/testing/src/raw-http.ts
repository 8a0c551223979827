import { RawConnection } from './raw-connection.js';
import { AbortedResponse, type RawResponse } from './raw-response.js';

/**
 * Sends bytes to 127.0.0.1 and reads as many responses as methods are named (HEAD has no body), then closes.
 * A connection that the server closes earlier returns fewer responses; one that had begun counts, marked as not whole.
 *
 * @param patience how long the server may do nothing, in milliseconds
 * @throws AssertionError when it does nothing for longer
 */
export async function exchange(
  port: number,
  bytes: string | Uint8Array,
  methods: readonly string[] = ['GET'],
  patience?: number,
): Promise<RawResponse[]> {
  const connection = await RawConnection.open(port, patience);
  connection.send(bytes);
  const responses: RawResponse[] = [];
  try {
    for (const method of methods) responses.push(await connection.response(method));
  } catch (error) {
    if (!(error instanceof AbortedResponse)) throw error;
    if (error.response !== undefined) responses.push(error.response);
  } finally {
    connection.socket.destroy();
  }
  return responses;
}

/** A request's bytes, `Content-Length` computed unless the body is chunked. */
export function requestBytes(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = '',
): Buffer {
  const bytes = Buffer.from(body);
  const hasLength = (bytes.length > 0 || method === 'POST') && !('transfer-encoding' in headers);
  const all = {
    host: '127.0.0.1',
    ...(hasLength && { 'content-length': String(bytes.length) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`), bytes]);
}

/** A body as one chunk, for requests with `transfer-encoding: chunked`. */
export function chunked(body: string): string {
  return `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`;
}
