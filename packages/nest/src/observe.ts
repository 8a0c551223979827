import { StreamableFile } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { type RoutedRequest, unanswered } from './unanswered.js';

/** Why Nest's filters run on an exception of Nest's own making, by request, while they do. */
const causes = new WeakMap<object, unknown>();

/**
 * What a request failed by. Nest replaces the errors of body parsers and routers by exceptions that have only
 * their status, and answers an unknown route and a wrong method alike.
 */
export function causeOf(request: object, exception: unknown): unknown {
  return causes.has(request) ? causes.get(request) : exception;
}

/** Looks on while an application's adapter hands errors and unanswered requests to Nest. */
export function observe(adapter: AbstractHttpAdapter): void {
  const { setErrorHandler, setNotFoundHandler, reply } = adapter;
  let onError: ((error: unknown, request: object, response: object, next: () => void) => unknown) | undefined;

  adapter.setErrorHandler = (handler, ...rest) => {
    onError = (error, request, response, next) =>
      because(error, request, () => handler(error, request, response, next));
    return setErrorHandler.call(adapter, onError, ...rest);
  };

  adapter.setNotFoundHandler = (handler, ...rest) => {
    const onUnanswered = (request: RoutedRequest, response: object, next: () => void) =>
      because(unanswered(request), request, () => handler(request, response, next));
    return setNotFoundHandler.call(adapter, onUnanswered, ...rest);
  };

  adapter.reply = (response, body, ...rest) => {
    if (body instanceof StreamableFile) {
      const hand = (error: Error, request: object) => onError?.(error, request, response, () => {});
      // On Express, a file answers by itself when its stream fails.
      body.setErrorHandler((error, failed) => failed.destroyed || hand(error, response.req));
      // Fastify only logs a stream that fails after its first byte, and ends the connection as HTTP/1.0 ends a body.
      body.getStream().once('error', (error) => response.raw?.headersSent && hand(error, response.request));
    }
    return reply.call(adapter, response, body, ...rest);
  };
}

/** Nest runs its filters before the handler returns. */
function because(cause: unknown, request: object, handle: () => unknown): unknown {
  causes.set(request, cause);
  try {
    return handle();
  } finally {
    causes.delete(request);
  }
}
