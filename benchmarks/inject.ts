import { IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { path, requestHeaders } from './applications/variant.js';

/** Where the answers go: all of Node's own work for a response is done, only the kernel's is not. */
class Nowhere extends Duplex {
  readonly remoteAddress = '127.0.0.1';
  written = '';
  keepsWritten = false;

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    if (this.keepsWritten) this.written += Buffer.from(chunk).toString();
    done();
  }

  setTimeout(): this {
    return this;
  }
}

const rawHeaders = Object.entries(requestHeaders).flat();

/** Requests to a server without a socket, one after the other. */
export class Injector {
  readonly #socket = new Nowhere({ decodeStrings: true });

  constructor(private readonly server: Server) {}

  /** Resolves when the response has left. */
  request(): Promise<void> {
    const request = new IncomingMessage(this.#socket as unknown as Socket);
    request.httpVersionMajor = 1;
    request.httpVersionMinor = 1;
    request.httpVersion = '1.1';
    request.method = 'GET';
    request.url = path;
    request.headers = { ...requestHeaders };
    request.rawHeaders = rawHeaders;
    request.complete = true;
    request.push(null);
    const response = new ServerResponse(request);
    response.shouldKeepAlive = true;
    response.assignSocket(this.#socket as unknown as Socket);
    return new Promise((resolve) => {
      response.once('finish', () => {
        response.detachSocket(this.#socket as unknown as Socket);
        resolve();
      });
      this.server.emit('request', request, response);
    });
  }

  /** What one request is answered. */
  async answer(): Promise<string> {
    this.#socket.written = '';
    this.#socket.keepsWritten = true;
    await this.request();
    this.#socket.keepsWritten = false;
    return this.#socket.written;
  }
}
