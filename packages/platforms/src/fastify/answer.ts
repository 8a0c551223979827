import type { Reply } from '@oryu/core';
import { sealReply } from '@oryu/core/node';
import type { FastifyReply } from 'fastify';

/**
 * Answers through Fastify, whose `onSend` hooks set headers of their own (cookies, sessions, trace ids). Whatever
 * they make of the payload, and whatever fails among them, the sealed response sends the reply.
 */
export function answer(reply: FastifyReply, answered: Reply): void {
  const { status, headers } = answered;
  sealReply(reply.raw, answered);
  if (reply.raw.headersSent) reply.hijack();
  else reply.code(status).headers(headers).send(answered.body);
}
