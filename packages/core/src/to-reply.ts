import { type Failure, isFailure, UnthrownFailure } from './failure.js';
import { guarded } from './guarded.js';
import { allowValue } from './headers.js';
import { headerRulesOf, withHeaderRules } from './merge-headers.js';
import { defaultStandardOf, isProviderError, type ProviderError } from './provider-error.js';
import type { Reply, RequestView } from './reply.js';
import type { CodeRow, Standard } from './standard.js';

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

interface Resolved {
  readonly error: ProviderError;
  readonly standard: Standard;
  readonly origin: Origin;
}

/** One error on its way to a reply. */
interface Exchange<Context> {
  readonly thrown: unknown;
  readonly request: RequestView;
  /** As configured: perhaps several standards, by path. */
  readonly standard: Standard;
  readonly options: ProviderErrorsOptions<Context>;
  readonly framework: Framework<Context>;
  readonly context: Context;
}

const none: Readonly<Record<string, never>> = Object.freeze(Object.create(null));

/**
 * Turns whatever was thrown into the complete response. It never throws. In this order:
 *
 * | thrown | answered by | origin |
 * |---|---|---|
 * | a typed error whose id and code the standard knows | that standard, as configured | domain |
 * | a typed error of another standard | its own standard, by default settings | domain |
 * | a {@link Failure} | the standard's code for it | framework |
 * | what `translate` returns: a typed error, also one from the wire, or a failure | as above | domain, framework |
 * | a typed error from the wire | the standard's code for `upstream-failed` | framework |
 * | what `classify` recognises: the framework's and its parsers' own errors | the standard's code for it | framework |
 * | anything else, and whatever fails above | the standard's code for `unexpected` | unexpected |
 *
 * @param context given to `translate`, `classify` and the report
 *
 * @example
 * toReply(new MyDataError(40305), request, mydata()); // { status: 403, headers: { … }, body: '{"rsp_code":"40305",…}' }
 */
export function toReply<Context = undefined>(
  thrown: unknown,
  request: RequestView,
  standard: Standard,
  options?: ProviderErrorsOptions<Context>,
  classify?: Classify<Context>,
  context?: Context,
): Reply {
  try {
    const framework = classify === undefined ? none : { classify };
    return answer({
      thrown,
      request,
      standard,
      options: givenOptions(options),
      framework,
      context: context as Context,
    });
  } catch {
    // The stack is exhausted: nothing can be called any more.
    return standard.lastResort;
  }
}

function answer<Context>(exchange: Exchange<Context>): Reply {
  const { request, framework, context } = exchange;
  let { standard } = exchange;
  let resolved: Resolved | undefined;
  let reply: Reply;
  try {
    standard = standard.governing(request);
    resolved = resolveThrown(exchange, standard);
    reply = resolved.standard.render(resolved.error, request, context);
  } catch (failed) {
    try {
      resolved = unexpected(failed, standard);
      reply = standard.render(resolved.error, request, context);
    } catch {
      reply = lastResort(request, standard);
    }
  }
  if (reply.status === 405 && !Object.hasOwn(reply.headers, 'allow'))
    reply = withAllow(reply, request, framework, context);
  report(exchange, resolved, reply);
  return reply;
}

function report<Context>(
  { thrown, request, options, framework, context }: Exchange<Context>,
  resolved: Resolved | undefined,
  reply: Reply,
): void {
  const origin = resolved?.origin ?? 'unexpected';
  if (options.onError === undefined) {
    if (origin === 'unexpected') guarded(() => framework.reportCrash?.(thrown, context));
    return;
  }
  if (resolved === undefined) return;
  const { error, standard } = resolved;
  const row: CodeRow | undefined = standard.codes.get(error.code);
  const fault = row?.fault ?? (reply.status >= 500 ? 'server' : 'client');
  // What is written afterwards is not for the hook to change.
  Object.freeze(reply.headers);
  Object.freeze(reply);
  const retryable = row?.retryable === true;
  guarded(() => options.onError?.({ error, thrown, origin, fault, retryable, reply, request, context }));
}

/** RFC 9110, 15.5.6: a 405 names the methods, also if domain code threw it. The one just refused is none of them. */
function withAllow<Context>(
  reply: Reply,
  { method }: RequestView,
  framework: Framework<Context>,
  context: Context,
): Reply {
  const known = guarded(() => framework.allowedMethods?.(context)) ?? [];
  const refused = method === 'GET' || method === 'HEAD' ? ['GET', 'HEAD'] : [method];
  const methods = known.filter((name) => !refused.includes(name));
  if (methods.length === 0) return reply;
  const { status, headers, body } = reply;
  const allow = allowValue(methods);
  return withHeaderRules({ status, headers: { ...headers, allow }, body }, headerRulesOf(reply));
}

/** The standard's constant answer, with the headers that every response requires; without a body for HEAD. */
function lastResort(request: RequestView, standard: Standard): Reply {
  const { status, headers, body } = standard.lastResort;
  const isHead = guarded(() => request.method) === 'HEAD';
  const all = Object.freeze({ ...headers, ...standard.headers(request) });
  const reply = { status, headers: all, body: isHead ? '' : body };
  return Object.freeze(withHeaderRules(reply, headerRulesOf(standard.lastResort)));
}

/** @param governing the one of the exchange's standards that the path of the request chose */
function resolveThrown<Context>(
  { thrown, standard, options, framework: { classify }, context }: Exchange<Context>,
  governing: Standard,
): Resolved {
  if (isProviderError(thrown)) {
    if (thrown.fromWire !== true) return resolveTyped(thrown, standard, governing);
  } else if (isFailure(thrown)) {
    return resolveFailure(thrown, governing);
  }
  if (options.translate !== undefined) {
    const translated = guarded(() => options.translate?.(thrown, context));
    if (isProviderError(translated)) return resolveTyped(translated, standard, governing);
    if (isFailure(translated)) return resolveFailure(translated, governing);
  }
  if (isProviderError(thrown))
    return resolveFailure(new UnthrownFailure('upstream-failed', { cause: thrown }), governing);
  const failure = classify === undefined ? undefined : guarded(() => classify(thrown, context));
  return isFailure(failure) ? resolveFailure(failure, governing) : unexpected(thrown, governing);
}

function resolveTyped(error: ProviderError, all: Standard, governing: Standard): Resolved {
  const configured = error.standard === governing.id ? governing : all.configured(error.standard);
  const known = configured?.codes.has(error.code) === true ? configured : undefined;
  const own = known ?? defaultStandardOf(error);
  if (own === undefined) throw new TypeError(`the standard ${error.standard} of this error is not known`);
  return { error, standard: own, origin: 'domain' };
}

function resolveFailure(failure: Failure, standard: Standard): Resolved {
  return { error: standard.errorFor(failure), standard, origin: 'framework' };
}

function unexpected(cause: unknown, standard: Standard): Resolved {
  const error = standard.errorFor(new UnthrownFailure('unexpected', { cause }));
  return { error, standard, origin: 'unexpected' };
}

/**
 * What a binding answers with: a {@link toReply} whose standard and options were checked once, at start-up.
 * @throws TypeError where the standard is none (say, a factory that was not called) or an option is unknown.
 */
export function responder<Context>(
  standard: Standard,
  options: ProviderErrorsOptions<Context> | undefined,
  framework: Framework<Context> = none,
): (thrown: unknown, request: RequestView, context: Context) => Reply {
  assertStandard(standard);
  for (const name of Object.keys(options ?? none)) {
    if (name !== 'translate' && name !== 'onError') {
      throw new TypeError(
        `providerErrors has no option ${JSON.stringify(name)}; the options are translate, onError`,
      );
    }
  }
  const given = givenOptions(options);
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && typeof value !== 'function') throw new TypeError(`${name} must be a function`);
  }
  return (thrown, request, context) => {
    try {
      return answer({ thrown, request, standard, options: given, framework, context });
    } catch {
      return standard.lastResort;
    }
  };
}

/** The hooks as methods of the object or the instance given. What every object inherits was never given. */
function givenOptions<Context>(
  options: ProviderErrorsOptions<Context> | undefined,
): ProviderErrorsOptions<Context> {
  if (options === undefined) return none;
  const given: Record<string, unknown> = Object.create(null);
  for (const name of ['translate', 'onError'] as const) {
    const hook: unknown = options[name];
    if (hook === undefined || hook === (Object.prototype as Record<string, unknown>)[name]) continue;
    given[name] = typeof hook === 'function' ? hook.bind(options) : hook;
  }
  return given;
}

/** Throws a TypeError for what is no configured standard. */
export function assertStandard(standard: unknown): asserts standard is Standard {
  if (typeof standard === 'function') {
    throw new TypeError(
      'a configured standard is needed: call the factory, for example mydata() instead of mydata',
    );
  }
  if (typeof (standard as Standard | undefined)?.render !== 'function') {
    throw new TypeError('a configured standard is needed, for example mydata()');
  }
}
