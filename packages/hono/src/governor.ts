import type { Failure, Reply } from '@oryu/core';
import type { Context, Hono } from 'hono';

/** The members of a `Hono` that are used, for every type of environment and routes. */
export interface HonoApp extends Pick<Hono, 'router' | 'routes'> {
  basePath(path: '/'): unknown;
  notFound(handler: (context: Context) => Response | Promise<Response>): unknown;
}

/** Makes the replies of one application, by its standard and its hooks. */
export interface Governor {
  readonly app: HonoApp;
  /** Renders the reply to what was thrown, and reports it. */
  respond(thrown: unknown, context: Context): Reply;
  /** Renders the reply to a failure, and reports nothing. */
  preview(failure: Failure, context: Context): Reply;
}
