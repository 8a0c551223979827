import { finished, type Readable } from 'node:stream';
import type { Context } from 'koa';

/**
 * Resolves when the stream that answers has something to read or has ended; rejects where it fails before.
 * Koa 3 destroys the connection of a stream that fails, also where nothing was sent yet and an error could be.
 */
export async function firstByte(body: Readable, ctx: Context): Promise<void> {
  const { method, res, respond, socket, writable } = ctx;
  if (respond === false || res.headersSent || !writable) return;
  // Koa reads nothing for HEAD; and waiting would stop a stream that somebody already listens to.
  if (method === 'HEAD' || body.readableFlowing === true) return;
  await new Promise<void>((resolve, reject) => {
    body.once('readable', resolve);
    // Koa destroys the stream when the client goes away; nobody is left to answer then.
    finished(body, { writable: false }, (error) => (error && !socket.destroyed ? reject(error) : resolve()));
  });
}
