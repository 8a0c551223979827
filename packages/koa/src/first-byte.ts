import { finished, Readable } from 'node:stream';
import type { Context } from 'koa';

/** Koa sends no body with these. */
const emptyStatuses: readonly number[] = [204, 205, 304];

/**
 * Resolves when the stream that answers has something to read or has ended; rejects if it fails before. From then on,
 * `ctx.onerror` is called if it fails. Koa from 3.1 on destroys the connection of a stream that fails, even if nothing
 * was sent and an error could be, and does not notice if outer middleware reads the stream (a compression).
 */
export async function firstByte(body: Readable, ctx: Context): Promise<void> {
  const { method, res, respond, socket, status, writable } = ctx;
  if (respond === false || !writable || method === 'HEAD' || emptyStatuses.includes(status)) return;
  // It is the first to hear: Koa ends the connection before it calls `onerror`, which ends HTTP/1.0 a whole body.
  body.once('error', (error) => {
    if (ctx.body instanceof Readable) ctx.onerror(error);
  });
  // Waiting would stop a stream that somebody already listens to.
  if (res.headersSent || body.readableFlowing === true) return;
  await new Promise<void>((resolve, reject) => {
    body.once('readable', resolve);
    // Koa destroys the stream when the client goes away; nobody is left to answer then.
    finished(body, { writable: false }, (error) => (error && !socket.destroyed ? reject(error) : resolve()));
  });
}
