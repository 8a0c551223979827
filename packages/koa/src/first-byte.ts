import { finished, Readable } from 'node:stream';
import type { Context } from 'koa';

/** Koa does not send a body with these. */
const emptyStatuses: readonly number[] = [204, 205, 304];

/**
 * Resolves when the stream of the response can be read or has ended. Rejects if it fails before. After that,
 * `ctx.onerror` is called if it fails. Koa 3.1 and later destroy the connection if a stream fails, even if nothing was
 * sent and an error could be. They also do not notice the failure if outer middleware reads the stream (a compression).
 */
export async function firstByte(body: Readable, ctx: Context): Promise<void> {
  const { method, res, respond, socket, status, writable } = ctx;
  if (respond === false || !writable || method === 'HEAD' || emptyStatuses.includes(status)) return;
  // This listener is the first. Koa ends the connection before it calls `onerror`, and in HTTP/1.0 that ends the body
  // as if it were whole.
  body.once('error', (error) => {
    if (ctx.body instanceof Readable) ctx.onerror(error);
  });
  // Waiting would stop a stream that is already being read.
  if (res.headersSent || body.readableFlowing === true) return;
  await new Promise<void>((resolve, reject) => {
    body.once('readable', resolve);
    // Koa destroys the stream if the client disconnects. Then an error cannot be sent.
    finished(body, { writable: false }, (error) => (error && !socket.destroyed ? reject(error) : resolve()));
  });
}
