import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A response as its bytes say it. */
export interface RawResponse {
  readonly statusLine: string;
  /** In the order of arrival, names as sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Chunks put together; still compressed where the server compressed. */
  readonly body: Buffer;
}

/** The server closed the connection before a response was complete. */
export class AbortedResponse extends Error {
  constructor(readonly received: Buffer) {
    super(`the connection ended after ${JSON.stringify(received.toString())}`);
  }
}

/** The bytes of a request; `host` is added, and `content-length` where there is a body that is not chunked. */
export function request(
  line: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
): Buffer {
  const length = 'transfer-encoding' in headers ? 0 : Buffer.byteLength(body);
  const all = { host: 'localhost', ...(length > 0 && { 'content-length': String(length) }), ...headers };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${line} HTTP/1.1\r\n${head.join('')}\r\n`), Buffer.from(body)]);
}

/** A body as one chunk. */
export function chunked(body: string): string {
  return `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`;
}

/** A connection on which requests are bytes and responses are read one by one, exactly as long as they are. */
export class RawConnection {
  #chunks: Buffer[] = [];
  #isEnded = false;
  #wake = () => {};

  private constructor(readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => {
      this.#chunks.push(bytes);
      this.#wake();
    });
    // A reset ends a connection as well as a regular end: what arrived before it counts.
    socket.on('error', () => {});
    for (const event of ['end', 'close']) {
      socket.on(event, () => {
        this.#isEnded = true;
        this.#wake();
      });
    }
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  send(...parts: readonly (string | Buffer)[]): this {
    for (const part of parts) this.socket.write(part);
    return this;
  }

  /** The next response. A response to HEAD has no body, whatever its headers say. */
  async response(method = 'GET'): Promise<RawResponse> {
    const head = (await this.#upTo('\r\n\r\n')).toString('latin1');
    const [statusLine = '', ...lines] = head.split('\r\n');
    const headers = lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    });
    const isBodiless = method === 'HEAD' || / (1\d\d|204|304) /.test(statusLine);
    return { statusLine, headers, body: isBodiless ? Buffer.alloc(0) : await this.#body(headers) };
  }

  /** Whatever else arrives until the server closes the connection. */
  async rest(): Promise<Buffer> {
    while (!this.#isEnded) await this.#next();
    return this.#take(this.#length);
  }

  /** Ends the connection the hard way, with a RST. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  async #body(headers: RawResponse['headers']): Promise<Buffer> {
    const value = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
    if (value('transfer-encoding') === 'chunked') {
      const chunks: Buffer[] = [];
      for (;;) {
        const length = Number.parseInt((await this.#upTo('\r\n')).toString(), 16);
        chunks.push(await this.#bytes(length));
        await this.#upTo('\r\n');
        if (length === 0) return Buffer.concat(chunks);
      }
    }
    const length = value('content-length');
    return length === undefined ? this.rest() : this.#bytes(Number(length));
  }

  async #upTo(delimiter: string): Promise<Buffer> {
    let found = this.#received().indexOf(delimiter);
    while (found < 0) {
      await this.#more();
      found = this.#received().indexOf(delimiter);
    }
    const bytes = this.#take(found);
    this.#take(delimiter.length);
    return bytes;
  }

  async #bytes(length: number): Promise<Buffer> {
    while (this.#length < length) await this.#more();
    return this.#take(length);
  }

  async #more(): Promise<void> {
    if (this.#isEnded) throw new AbortedResponse(this.#received());
    await this.#next();
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  get #length(): number {
    return this.#chunks.reduce((length, chunk) => length + chunk.length, 0);
  }

  #received(): Buffer {
    const bytes = Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    return bytes;
  }

  #take(length: number): Buffer {
    const bytes = this.#received();
    this.#chunks = [bytes.subarray(length)];
    return bytes.subarray(0, length);
  }
}

/** Node's own headers of an answer after which the connection goes on. */
export const keptAlive = { connection: 'keep-alive', 'keep-alive': 'timeout=5', date: '<IMF-fixdate>' };

/** Node's own headers of an answer after which it does not. */
export const closing = { connection: 'close', date: '<IMF-fixdate>' };

const imfFixdate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * A whole response as comparable text. The order and the case of header names, which have no meaning
 * (RFC 9110, 5.1 and 5.3), are evened out, and a correct date, which no expectation can know.
 */
export function textOf({ statusLine, headers, body }: RawResponse): string {
  return responseText(
    statusLine,
    headers.map(([name, value]) => {
      const key = name.toLowerCase();
      return [key, key === 'date' && imfFixdate.test(value) ? keptAlive.date : value];
    }),
    body.toString(),
  );
}

/** The comparable text of an expected response. */
export function responseText(
  statusLine: string,
  headers: Iterable<readonly [name: string, value: string]>,
  body: string,
): string {
  const lines = Array.from(headers, ([name, value]) => `${name}: ${value}`);
  return [statusLine, ...lines.sort(), '', body].join('\n');
}
