import { isAnswered } from '@oryu/core/node';
import type { FastifyContext } from '@oryu/platforms/fastify/classify';
import type { FastifyInstance } from 'fastify';

/**
 * Calls back if a stream fails after its first bytes were sent. Fastify would only log it, and end the connection as
 * HTTP/1.0 ends a whole body.
 */
export function watchStreams(
  app: FastifyInstance,
  fail: (error: unknown, context: FastifyContext) => void,
): void {
  const { errorHandler } = app;
  app.addHook('onSend', (request, reply, payload, done) => {
    // A child context with an error handler of its own watches its streams itself.
    if (typeof payload !== 'object' || payload === null || request.server.errorHandler !== errorHandler) {
      done();
      return;
    }
    const { raw } = reply;
    const watched = watch(payload, (error) => {
      const hasBegun = raw.headersSent && !raw.writableEnded && !raw.destroyed;
      if (hasBegun && !isAnswered(raw)) fail(error, { request, reply });
    });
    done(null, watched);
  });
}

/** Calls back with the error of a stream: one of Node's, one of the web, or the body of a Response. */
function watch(payload: object, fail: (error: unknown) => void): unknown {
  if ('pipe' in payload && 'once' in payload) {
    (payload as NodeJS.ReadableStream).once('error', fail);
    return payload;
  }
  if (payload instanceof ReadableStream) return watchedStream(payload, fail);
  if (payload instanceof Response && payload.body !== null && !payload.bodyUsed)
    return new Response(watchedStream(payload.body, fail), payload);
  return payload;
}

function watchedStream(source: ReadableStream, fail: (error: unknown) => void): ReadableStream {
  const reader = source.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        fail(error);
        controller.error(error);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
