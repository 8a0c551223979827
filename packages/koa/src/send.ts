import { Readable } from 'node:stream';
import type { Reply } from '@oryu/core';
import { sealReply, writeReply } from '@oryu/core/node';
import type { Context } from 'koa';

/**
 * Sends a reply. While the middleware runs, Koa has not responded yet. Then the response is sealed. Outer middleware
 * finds the status, type, length and body of the reply, and can still set cookies and timings. If Koa has responded, or
 * will not respond, the reply is written at once.
 */
export function sendReply(ctx: Context, reply: Reply, isRunning: boolean): void {
  const { res } = ctx;
  if (!isRunning || ctx.respond === false || res.headersSent || !ctx.writable) {
    writeReply(res, reply);
    // Koa would end half a response as if it were whole.
    ctx.respond = false;
    return;
  }
  sealReply(res, reply);
  const { status, headers, body } = reply;
  // Koa before 3.1 leaves the stream open, and an outer `providerErrors` would wait for its first byte.
  if (ctx.body instanceof Readable) ctx.body.destroy();
  ctx.status = status;
  ctx.body = typeof body === 'string' ? body : Buffer.from(body);
  ctx.type = headers['content-type'] ?? '';
  ctx.length = Number(headers['content-length']);
}
