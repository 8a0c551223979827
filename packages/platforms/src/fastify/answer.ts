import { type Reply, staleHeaders } from '@oryu/core';
import { ReplyStream, writeReply } from '@oryu/core/node';
import type { FastifyReply } from 'fastify';

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
  const stream = new ReplyStream(reply.raw, answered);
  reply
    .code(answered.status)
    .headers({ ...answered.headers })
    .send(stream);
}
