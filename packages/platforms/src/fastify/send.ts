import type { Reply } from '@oryu/core';
import { type HeaderValue, mergeHeaders } from '@oryu/core/binding';
import { isAnswered, sealReply } from '@oryu/core/node';
import type { FastifyReply } from 'fastify';
import { symbolOf } from './symbol-of.js';

/**
 * Sends a reply through Fastify, so that `onSend` hooks can set their headers (cookies, sessions, trace ids). If a hook
 * changes the payload or fails, the sealed response still sends the reply.
 */
export function sendReply(reply: FastifyReply, given: Reply): void {
  const { raw } = reply;
  if (isAnswered(raw)) {
    sendWithoutHooks(reply);
    return;
  }
  sealReply(raw, given);
  if (raw.headersSent) {
    reply.hijack();
    return;
  }
  replaceHeaders(reply, given);
  finishIfSendingFails(reply);
  // The application's serializer is for its own payloads.
  reply.serializer(null as never);
  reply.code(given.status).send(given.body);
}

/** Sends the reply of an answered response at once, without the hooks: one of them may have failed. */
export function sendWithoutHooks(reply: FastifyReply, failed?: unknown): void {
  const { raw, log } = reply;
  if (failed !== undefined) log.debug({ err: failed }, 'failed after the request had been answered');
  finishIfSendingFails(reply);
  if (raw.headersSent) return;
  raw.writeHead(raw.statusCode, reply.getHeaders() as Record<string, string>);
  raw.end();
}

/** Replaces the headers at once, so that hooks see those that will be sent. */
function replaceHeaders(reply: FastifyReply, given: Reply): void {
  const earlier = reply.getHeaders() as Readonly<Record<string, HeaderValue | undefined>>;
  for (const name of Object.keys(earlier)) {
    reply.removeHeader(name);
    // Fastify 4 does not remove the headers of Node's response.
    reply.raw.removeHeader(name);
  }
  reply.headers(mergeHeaders(given, earlier) as Record<string, string>);
}

/**
 * If a hook fails while the reply of an error handler is sent, Fastify calls the next error handler, and at last its
 * own. That one would log a second error and set the `headers` of the hook's error.
 */
function finishIfSendingFails(reply: FastifyReply): void {
  const nextErrorHandler = symbolOf(reply, 'fastify.reply.nextErrorHandler');
  if (nextErrorHandler === undefined) return;
  const func = (failed: unknown): void => sendWithoutHooks(reply, failed);
  Object.assign(reply, { [nextErrorHandler]: { func } });
}
