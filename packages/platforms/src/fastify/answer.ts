import { type Reply, staleHeaders } from '@oryu/core';
import { ReplyStream, writeReply } from '@oryu/core/node';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The replies whose `onSend` hooks have begun, with the answer they began with where it is one of ours. */
export const begun = new WeakMap<FastifyReply, Reply | undefined>();

/**
 * Answers through the `onSend` hooks, which set headers of their own (cookies, sessions, trace ids); without
 * them where they have begun before, or bytes have left.
 */
export function answer(reply: FastifyReply, answered: Reply): void {
  if (begun.has(reply) || reply.raw.headersSent) {
    const { raw } = reply.hijack();
    writeReply(raw, begun.get(reply) ?? answered, reply.getHeaders());
    return;
  }
  begun.set(reply, answered);
  // Node closes the connection where transfer-encoding was removed, also when it had not been there.
  for (const name of staleHeaders) if (reply.hasHeader(name)) reply.removeHeader(name);
  if (isRefusedInFull(reply.request)) reply.removeHeader('connection');
  const stream = new ReplyStream(reply.raw, answered);
  reply
    .code(answered.status)
    .headers({ ...answered.headers })
    .send(stream);
}

/** Fastify 5 closes the connection after every body it refuses, because more may come: not when all has come. */
function isRefusedInFull({ body, headers, raw }: FastifyRequest): boolean {
  const hasBody = 'content-length' in headers || 'transfer-encoding' in headers;
  return hasBody && body === undefined && raw.complete;
}
