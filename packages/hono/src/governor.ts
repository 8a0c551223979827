import type { Failure, Reply } from '@oryu/core';
import type { Context, Hono } from 'hono';

/** What is needed of a `Hono`, whatever its environment and its routes are typed as. */
export interface Application extends Pick<Hono, 'router' | 'routes'> {
  basePath(path: '/'): unknown;
  notFound(handler: (context: Context) => Response | Promise<Response>): unknown;
}

/** Answers for one application, by its standard and its hooks. */
export interface Governor {
  readonly app: Application;
  /** Renders the reply to what was thrown, and reports it. */
  respond(thrown: unknown, context: Context): Reply;
  /** Renders the reply to a failure, and reports nothing. */
  preview(failure: Failure, context: Context): Reply;
}
