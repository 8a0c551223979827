import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { AbortedResponse, type RawResponse } from './raw-response.js';

/**
 * A connection to 127.0.0.1 on which requests are bytes and responses are read one by one, exactly as long as
 * they are.
 */
export class RawConnection {
  #chunks: Buffer[] = [];
  #length = 0;
  #hasEnded = false;
  #isReset = false;
  #hasTimedOut = false;
  #wake = () => {};

  private constructor(
    readonly socket: Socket,
    patience: number,
  ) {
    socket.setTimeout(patience, () => {
      this.#hasTimedOut = true;
      socket.destroy();
    });
    socket.on('data', (bytes: Buffer) => {
      this.#chunks.push(bytes);
      this.#length += bytes.length;
      this.#wake();
    });
    // A reset ends a connection as well as a regular end: bytes that arrived before it count.
    socket.on('error', () => {
      this.#isReset = true;
    });
    for (const event of ['end', 'close']) {
      socket.on(event, () => {
        this.#hasEnded = true;
        this.#wake();
      });
    }
  }

  /** @param patience how long the server may do nothing, in milliseconds */
  static async open(port: number, patience = 5000): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawConnection(socket, patience);
  }

  send(...parts: readonly (string | Uint8Array)[]): this {
    for (const part of parts) this.socket.write(part);
    return this;
  }

  /**
   * The next response. A response to HEAD has no body, whatever its headers say.
   * @throws AbortedResponse when the server closes the connection before it is whole
   * @throws AssertionError when the server does nothing for too long
   */
  async response(method = 'GET'): Promise<RawResponse> {
    const [statusLine = '', ...lines] = (await this.#upTo('\r\n\r\n')).toString('latin1').split('\r\n');
    const headers = lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    });
    const status = Number(statusLine.split(' ')[1]);
    const isBodiless = method === 'HEAD' || status < 200 || status === 204 || status === 304;
    const chunks: Buffer[] = [];
    const response = (isWhole: boolean) => {
      const body = Buffer.concat(isWhole ? chunks : [...chunks, this.#take(this.#length)]);
      return { status, statusLine, headers, body, isWhole };
    };
    try {
      if (!isBodiless) await this.#readBody(new Map(headers), chunks);
    } catch (error) {
      throw error instanceof AbortedResponse ? new AbortedResponse(this.#received(), response(false)) : error;
    }
    return response(true);
  }

  /** Whatever else arrives until the server closes the connection. */
  async rest(): Promise<Buffer> {
    while (!this.#hasEnded) await this.#next();
    return this.#take(this.#length);
  }

  /** Ends the connection by a reset. */
  reset(): void {
    // Node never closes a socket that is reset while its end is being sent, and hangs when the process ends.
    if (this.socket.writableEnded) this.socket.destroy();
    else this.socket.resetAndDestroy();
  }

  async #readBody(headers: ReadonlyMap<string, string>, chunks: Buffer[]): Promise<void> {
    const length = headers.get('content-length');
    if (headers.get('transfer-encoding') === 'chunked') await this.#readChunks(chunks);
    else if (length !== undefined) chunks.push(await this.#bytes(Number(length)));
    else {
      chunks.push(await this.rest());
      if (this.#isReset) throw new AbortedResponse(this.#received());
    }
  }

  async #readChunks(chunks: Buffer[]): Promise<void> {
    for (;;) {
      const length = Number.parseInt((await this.#upTo('\r\n')).toString(), 16);
      chunks.push(await this.#bytes(length));
      await this.#upTo('\r\n');
      if (length === 0) return;
    }
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
    if (this.#hasEnded) throw new AbortedResponse(this.#received());
    await this.#next();
  }

  async #next(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    assert.ok(!this.#hasTimedOut, 'the server neither goes on nor closes the connection');
  }

  #received(): Buffer {
    const [first, ...others] = this.#chunks;
    const bytes = first !== undefined && others.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    return bytes;
  }

  #take(length: number): Buffer {
    const bytes = this.#received();
    this.#chunks = [bytes.subarray(length)];
    this.#length -= length;
    return bytes.subarray(0, length);
  }
}
