import { connect, type Socket } from 'node:net';

/** A response as it came over the socket. */
export interface RawResponse {
  readonly status: number;
  readonly statusLine: string;
  /** Names in lower case, in the order received. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** False when the connection ended before the announced body had arrived. */
  readonly isWhole: boolean;
}

/**
 * Sends bytes to 127.0.0.1 and reads as many responses as methods are named (HEAD has no body), then closes.
 * A connection that ends earlier gives fewer responses; what had begun counts, marked as not whole.
 *
 * @param patience how long to wait for the next bytes, in milliseconds
 */
export async function exchange(
  port: number,
  bytes: string | Uint8Array,
  methods: readonly string[] = ['GET'],
  patience = 5000,
): Promise<RawResponse[]> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(bytes);
  try {
    return await readResponses(socket, methods, patience);
  } finally {
    socket.destroy();
  }
}

async function readResponses(
  socket: Socket,
  methods: readonly string[],
  patience: number,
): Promise<RawResponse[]> {
  let received = Buffer.alloc(0);
  const responses: RawResponse[] = [];
  socket.setTimeout(patience, () => socket.destroy());
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const method = methods[responses.length];
      const parsed = method === undefined ? undefined : parse(received, method === 'HEAD', false);
      if (parsed === undefined) break;
      responses.push(parsed.response);
      received = received.subarray(parsed.length);
    }
    if (responses.length === methods.length) return responses;
  }
  const last = parse(received, false, true);
  if (last !== undefined) responses.push(last.response);
  return responses;
}

interface Parsed {
  readonly response: RawResponse;
  readonly length: number;
}

function parse(bytes: Buffer, isHead: boolean, isEnd: boolean): Parsed | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  const status = Number(statusLine.split(' ')[1]);
  const rest = bytes.subarray(headEnd + 4);
  const body = isHead
    ? { bytes: Buffer.alloc(0), length: 0, isWhole: true }
    : bodyOf(rest, new Map(headers), isEnd);
  if (!body.isWhole && !isEnd) return undefined;
  return {
    response: { status, statusLine, headers, body: body.bytes, isWhole: body.isWhole },
    length: headEnd + 4 + body.length,
  };
}

function bodyOf(rest: Buffer, headers: ReadonlyMap<string, string>, isEnd: boolean) {
  if (headers.get('transfer-encoding') === 'chunked') return chunked(rest);
  const announced = headers.get('content-length');
  const length = announced === undefined ? rest.length : Number(announced);
  const isWhole = announced === undefined ? isEnd : rest.length >= length;
  return { bytes: rest.subarray(0, length), length, isWhole };
}

function chunked(rest: Buffer) {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf('\r\n', at);
    const size = lineEnd < 0 ? Number.NaN : Number.parseInt(rest.toString('latin1', at, lineEnd), 16);
    const end = lineEnd + 2 + size + 2;
    if (Number.isNaN(size) || end > rest.length)
      return { bytes: Buffer.concat(chunks), length: at, isWhole: false };
    if (size === 0) return { bytes: Buffer.concat(chunks), length: end, isWhole: true };
    chunks.push(rest.subarray(lineEnd + 2, end - 2));
    at = end;
  }
}

/** A request's bytes, `Content-Length` computed. */
export function requestBytes(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = '',
): Buffer {
  const bytes = Buffer.from(body);
  const length: Record<string, string> =
    bytes.length > 0 || method === 'POST' ? { 'content-length': `${bytes.length}` } : {};
  const lines = Object.entries({ host: '127.0.0.1', ...length, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.concat([
    Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'),
    bytes,
  ]);
}
