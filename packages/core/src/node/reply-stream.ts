import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { Readable } from 'node:stream';
import type { Reply } from '../reply.js';
import { type KeptHeaders, writeReply } from './write-reply.js';

/**
 * A finished response as a stream, for frameworks that send one untouched, after hooks that set headers. Piped
 * into the response, {@link writeReply} writes it; into anything else (a compression), only its body goes.
 */
export class ReplyStream extends Readable {
  readonly #response: ServerResponse | Http2ServerResponse;
  readonly #reply: Reply;

  constructor(response: ServerResponse | Http2ServerResponse, reply: Reply) {
    super();
    this.#response = response;
    this.#reply = reply;
  }

  /** Writes the response at once, as {@link writeReply} does. */
  write(kept?: KeptHeaders): void {
    writeReply(this.#response, this.#reply, kept);
  }

  override _read(): void {
    this.push(this.#reply.body);
    this.push(null);
  }

  override pipe<Destination extends NodeJS.WritableStream>(
    destination: Destination,
    options?: { end?: boolean },
  ): Destination {
    if (!Object.is(destination, this.#response)) return super.pipe(destination, options);
    this.write();
    this.resume();
    return destination;
  }
}
