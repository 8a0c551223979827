import type { Failure } from './failure.js';
import type { ProviderError } from './provider-error.js';
import type { Reply, RequestView } from './reply.js';

/** Where an answered error came from: typed domain code, the framework or a {@link Failure}, or nowhere expected. */
export type Origin = 'domain' | 'framework' | 'unexpected';

/** What `onError` is told of each error answer. */
export interface ErrorReport<Context = unknown> {
  /** The typed error that was answered. */
  readonly error: ProviderError;
  /** What was thrown, as it was. */
  readonly thrown: unknown;
  readonly origin: Origin;
  /** Whose fault it is, by the meaning of the code and not by its status. */
  readonly fault: 'client' | 'server';
  /** The same request may succeed later. */
  readonly retryable: boolean;
  /** What was sent. */
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
   * returned. What it throws, or returns beside those two, counts as undefined.
   *
   * @param context the framework's own context of the request
   */
  translate?(thrown: unknown, context: Context): ProviderError | Failure | undefined;
  /**
   * Called once per request that got an error answer. It may be async; whatever it does, the response is
   * unaffected. Without it, what is `unexpected` is reported the way the framework itself reports a crash.
   */
  onError?(report: ErrorReport<Context>): unknown;
}

/** A binding's own: returns a {@link Failure} for its framework's own errors, undefined for all others. */
export type Classify<Context = unknown> = (thrown: unknown, context: Context) => Failure | undefined;

/** What a binding knows of its framework. */
export interface Framework<Context> {
  readonly classify?: Classify<Context>;
  /** The methods that the router knows for the path of the request: the `Allow` of a 405 that has none. */
  allowedMethods?(context: Context): readonly string[];
  /** Reports an unexpected error as the framework itself does; called if there is no `onError`. */
  reportCrash?(thrown: unknown, context: Context): unknown;
}
