import { StreamableFile } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { withOriginalError } from './original-error.js';
import { nodeResponse, type PlatformResponse } from './platform.js';
import { failureForUnmatched, type RoutedRequest } from './unmatched.js';

type Request = RoutedRequest;
type Next = (error?: unknown) => void;
type Handler = (request: Request, response: PlatformResponse, next: Next) => unknown;
type ErrorHandler = (error: unknown, ...exchange: Parameters<Handler>) => unknown;

/** An application of Express. */
interface ExpressApplication {
  handle(request: Request, response: PlatformResponse, next?: Next): unknown;
}

const nothing = (): void => {};

/**
 * Gives one application's adapter methods of its own. With them, Nest's filters get the original error of a request,
 * and also the errors that the platform would answer itself.
 */
export function patchAdapter(adapter: AbstractHttpAdapter): void {
  const { setErrorHandler, setNotFoundHandler, reply } = adapter;
  let onError: ErrorHandler | undefined;
  let onUnmatched: Handler | undefined;

  adapter.setErrorHandler = (handler, ...rest) => {
    onError = (error, request, response, next) =>
      withOriginalError(error, request, () => handler(error, request, response, next));
    return setErrorHandler.call(adapter, onError, ...rest);
  };

  adapter.setNotFoundHandler = (handler, ...rest) => {
    onUnmatched = (request, response, next) => {
      // A handler has responded and then called next().
      if (nodeResponse(response).headersSent) return;
      withOriginalError(failureForUnmatched(request), request, () => handler(request, response, next));
    };
    return setNotFoundHandler.call(adapter, onUnmatched, ...rest);
  };

  adapter.reply = (response, body, ...rest) => {
    if (body instanceof StreamableFile) {
      const fail = (error: Error, request: Request) => onError?.(error, request, response, nothing);
      // On Express, a file sends a response of its own if its stream fails.
      body.setErrorHandler((error, failed) => failed.destroyed || fail(error, response.req));
      // Fastify only logs a stream that fails after its first byte, and ends the connection as HTTP/1.0 ends a body.
      body.getStream().once('error', (error) => response.raw?.headersSent && fail(error, response.request));
    }
    return reply.call(adapter, response, body, ...rest);
  };

  if (adapter.getType() !== 'express') return;
  // Nest 12 leaves every path outside the global prefix to Express, for routes that are added later.
  const app: ExpressApplication = adapter.getInstance();
  const { handle } = app;
  app.handle = (request, response, next) => {
    const last: Next | undefined =
      onError &&
      onUnmatched &&
      ((error) =>
        error ? onError?.(error, request, response, nothing) : onUnmatched?.(request, response, nothing));
    return handle.call(app, request, response, next ?? last);
  };
}
