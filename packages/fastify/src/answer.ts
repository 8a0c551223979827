import { Readable } from 'node:stream';
import { type Reply, staleHeaders } from '@oryu/core';
import { writeReply } from '@oryu/core/node';
import type { FastifyReply } from 'fastify';

/** The replies whose `onSend` hooks have begun, with the answer they began with where it is one of ours. */
const begun = new WeakMap<FastifyReply, Reply | undefined>();

/**
 * Answers through the `onSend` hooks, which set headers of their own (cookies, sessions, trace ids); without
 * them where they have begun before, or bytes have left.
 */
export function answer(reply: FastifyReply, answered: Reply): void {
  if (begun.has(reply) || reply.raw.headersSent) {
    write(reply, begun.get(reply) ?? answered);
    return;
  }
  begun.set(reply, answered);
  for (const name of staleHeaders) reply.removeHeader(name);
  reply
    .code(answered.status)
    .headers({ ...answered.headers })
    .send(new AnswerStream(reply, answered));
}

/**
 * To be the first `onSend` hook.
 * @returns false where an answer of ours has been written: another hook had thrown at it
 */
export function beginSend(reply: FastifyReply, payload: unknown): boolean {
  const answered = begun.get(reply);
  if (answered !== undefined && !(payload instanceof AnswerStream)) {
    write(reply, answered);
    return false;
  }
  begun.set(reply, answered);
  return true;
}

function write(reply: FastifyReply, answered: Reply): void {
  if (!reply.raw.headersSent) {
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      try {
        if (value !== undefined) reply.raw.setHeader(name, value);
      } catch {
        // A malformed header of somebody else's must not take the answer with it.
      }
    }
  }
  reply.hijack();
  writeReply(reply.raw, answered);
}

/** A stream, because serializers, response schemas and ETags pass over streams. */
class AnswerStream extends Readable {
  readonly #reply: FastifyReply;
  readonly #answered: Reply;

  constructor(reply: FastifyReply, answered: Reply) {
    super();
    this.#reply = reply;
    this.#answered = answered;
  }

  override _read(): void {
    this.push(this.#answered.body);
    this.push(null);
  }

  /** Into the response goes the answer as it is; into anything else (a compression) only its body. */
  override pipe<T extends NodeJS.WritableStream>(destination: T, options?: { end?: boolean }): T {
    if (!Object.is(destination, this.#reply.raw)) return super.pipe(destination, options);
    writeReply(this.#reply.raw, this.#answered);
    this.resume();
    return destination;
  }
}
