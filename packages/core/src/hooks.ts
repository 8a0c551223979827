import type { Failure } from './failure.js';
import type { ProviderError } from './provider-error.js';
import type { Reply, RequestView } from './reply.js';

/** The origin of an answered error: typed domain code, the framework or a {@link Failure}, or nowhere expected. */
export type Origin = 'domain' | 'framework' | 'unexpected';

/** The report of an error answer to `onError`. */
export interface ErrorReport<Context = unknown> {
  /** The typed error that was answered. */
  readonly error: ProviderError;
  /** The thrown value itself. */
  readonly thrown: unknown;
  readonly origin: Origin;
  /** Whose fault it is, by the meaning of the code and not by its status. */
  readonly fault: 'client' | 'server';
  /** The same request may succeed later. */
  readonly retryable: boolean;
  /** The response that was sent. */
  readonly reply: Reply;
  readonly request: RequestView;
  /** The framework's own context, as the binding types it: Express `{ request, response }`, Koa `ctx`, … */
  readonly context: Context;
}

/** The options of every binding. */
export interface ProviderErrorsOptions<Context = unknown> {
  /**
   * Makes codes or failures of your own exceptions: an expired JWT, a database's not-found. Called for
   * everything but typed errors and failures; a typed error read from another server is passed on if
   * returned. If it throws or returns anything else, that counts as undefined.
   *
   * @param context the framework's own context of the request
   */
  translate?(thrown: unknown, context: Context): ProviderError | Failure | undefined;
  /**
   * Called once per request that got an error answer. It may be async; whatever it does, the response is
   * unaffected. Without it, an `unexpected` error is reported as the framework itself reports a crash.
   */
  onError?(report: ErrorReport<Context>): unknown;
}

/** A binding's own: returns a {@link Failure} for its framework's own errors, undefined for all others. */
export type Classify<Context = unknown> = (thrown: unknown, context: Context) => Failure | undefined;

/** The part of a responder that each binding adds. */
export interface Framework<Context> {
  readonly classify?: Classify<Context>;
  /** The methods that the router knows for the path of the request: the `Allow` of a 405 without one. */
  allowedMethods?(context: Context): readonly string[];
  /** Reports an unexpected error as the framework itself does; called if there is no `onError`. */
  reportCrash?(thrown: unknown, context: Context): unknown;
}
