import type { Reply } from '@oryu/core';
import { type HeaderValue, mergeHeaders } from '@oryu/core/binding';
import { isAnswered, sealReply } from '@oryu/core/node';
import type { FastifyReply } from 'fastify';
import { symbolOf } from './symbol-of.js';

/**
 * Answers through Fastify, whose `onSend` hooks set headers of their own (cookies, sessions, trace ids). Whatever
 * they make of the payload, and whatever fails among them, the sealed response sends the reply.
 */
export function answer(reply: FastifyReply, answered: Reply): void {
  const { raw } = reply;
  if (isAnswered(raw)) {
    finish(reply);
    return;
  }
  sealReply(raw, answered);
  if (raw.headersSent) {
    reply.hijack();
    return;
  }
  replaceHeaders(reply, answered);
  finishIfSendingFails(reply);
  // A serializer of the application is for its own payloads.
  reply.serializer(null as never);
  reply.code(answered.status).send(answered.body);
}

/** Sends the reply of an answered response at once, without the hooks, of which one may have failed. */
export function finish(reply: FastifyReply, failed?: unknown): void {
  const { raw, log } = reply;
  if (failed !== undefined) log.debug({ err: failed }, 'failed after the request had been answered');
  finishIfSendingFails(reply);
  if (raw.headersSent) return;
  raw.writeHead(raw.statusCode, reply.getHeaders() as Record<string, string>);
  raw.end();
}

/** Hooks see the headers that will leave. */
function replaceHeaders(reply: FastifyReply, answered: Reply): void {
  const earlier = reply.getHeaders() as Readonly<Record<string, HeaderValue | undefined>>;
  for (const name of Object.keys(earlier)) {
    reply.removeHeader(name);
    // Fastify 4 leaves those of Node's response.
    reply.raw.removeHeader(name);
  }
  reply.headers(mergeHeaders(answered, earlier) as Record<string, string>);
}

/**
 * If a hook fails while an error handler's answer is sent, Fastify asks the handler above, in the end its own: that
 * would log a second error, and set the `headers` that the hook's error carries.
 */
function finishIfSendingFails(reply: FastifyReply): void {
  const nextErrorHandler = symbolOf(reply, 'fastify.reply.nextErrorHandler');
  if (nextErrorHandler === undefined) return;
  const func = (failed: unknown): void => finish(reply, failed);
  Object.assign(reply, { [nextErrorHandler]: { func } });
}
