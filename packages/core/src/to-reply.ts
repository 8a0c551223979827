import { type Failure, isFailure, UnthrownFailure } from './failure.js';
import { guarded } from './guarded.js';
import { defaultStandardOf, isProviderError, type ProviderError } from './provider-error.js';
import type { Reply, RequestView } from './reply.js';
import type { Standard } from './standard.js';

/** Where an answered error came from: typed domain code, the framework or a {@link Failure}, or nowhere expected. */
export type Origin = 'domain' | 'framework' | 'unexpected';

/** What `onError` is told of each error answer. */
export interface ErrorReport {
  /** The typed error that was answered. */
  readonly error: ProviderError;
  /** What was thrown, as it was. */
  readonly thrown: unknown;
  readonly origin: Origin;
  readonly reply: Reply;
  readonly request: RequestView;
}

/** The options of every binding. */
export interface ProviderErrorsOptions {
  /**
   * Makes codes or failures of your own exceptions: an expired JWT, a database's not-found. Asked for
   * everything but typed errors and failures; a typed error read from another server is passed on when
   * returned. What it throws, or returns beside those two, counts as undefined.
   */
  translate?(thrown: unknown): ProviderError | Failure | undefined;
  /** Called once per error answer. It may be async; whatever it does, the response is unaffected. */
  onError?(report: ErrorReport): unknown;
}

/** What a binding adds: a {@link Failure} for its framework's own errors, undefined for all others. */
export type Classify = (thrown: unknown) => Failure | undefined;

interface Resolved {
  readonly error: ProviderError;
  readonly standard: Standard;
  readonly origin: Origin;
}

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
 * @example
 * toReply(new MyDataError(40305), request, mydata()); // { status: 403, headers: { … }, body: '{"rsp_code":"40305",…}' }
 */
export function toReply(
  thrown: unknown,
  request: RequestView,
  standard: Standard,
  options: ProviderErrorsOptions = {},
  classify?: Classify,
): Reply {
  let resolved: Resolved | undefined;
  let reply: Reply;
  try {
    resolved = resolve(thrown, standard, options, classify);
    reply = resolved.standard.render(resolved.error, request);
  } catch (failed) {
    try {
      resolved = {
        ...resolveFailure(new UnthrownFailure('unexpected', { cause: failed }), standard),
        origin: 'unexpected',
      };
      reply = standard.render(resolved.error, request);
    } catch {
      reply = lastResort(request, standard);
    }
  }
  if (options.onError !== undefined && resolved !== undefined) {
    const { error, origin } = resolved;
    // What is written afterwards is not for the hook to change.
    Object.freeze(reply.headers);
    const report = { error, thrown, origin, reply: Object.freeze(reply), request };
    guarded(() => options.onError?.(report));
  }
  return reply;
}

/** The standard's constant answer, with the headers that every response owes; without a body for HEAD. */
function lastResort(request: RequestView, standard: Standard): Reply {
  const { status, headers, body } = standard.lastResort;
  const isHead = guarded(() => request.method) === 'HEAD';
  const all = Object.freeze({ ...headers, ...standard.headers(request) });
  return Object.freeze({ status, headers: all, body: isHead ? '' : body });
}

function resolve(
  thrown: unknown,
  standard: Standard,
  options: ProviderErrorsOptions,
  classify: Classify | undefined,
): Resolved {
  if (isProviderError(thrown)) {
    if (thrown.fromWire !== true) return resolveTyped(thrown, standard);
  } else if (isFailure(thrown)) {
    return resolveFailure(thrown, standard);
  }
  if (options.translate !== undefined) {
    const translated = guarded(() => options.translate?.(thrown));
    if (isProviderError(translated)) return resolveTyped(translated, standard);
    if (isFailure(translated)) return resolveFailure(translated, standard);
  }
  if (isProviderError(thrown))
    return resolveFailure(new UnthrownFailure('upstream-failed', { cause: thrown }), standard);
  const failure = classify === undefined ? undefined : guarded(() => classify(thrown));
  if (isFailure(failure)) return resolveFailure(failure, standard);
  return {
    ...resolveFailure(new UnthrownFailure('unexpected', { cause: thrown }), standard),
    origin: 'unexpected',
  };
}

function resolveTyped(error: ProviderError, standard: Standard): Resolved {
  const handler = error.standard === standard.id && standard.codes.has(error.code) ? standard : undefined;
  const own = handler ?? defaultStandardOf(error);
  if (own === undefined) throw new TypeError(`the standard ${error.standard} of this error is not known`);
  return { error, standard: own, origin: 'domain' };
}

function resolveFailure(failure: Failure, standard: Standard): Resolved {
  return { error: standard.errorFor(failure), standard, origin: 'framework' };
}

/**
 * What a binding answers with: a {@link toReply} whose standard and options were checked once, at start-up.
 * @throws TypeError where the standard is none (say, a factory that was not called) or an option is unknown.
 */
export function responder(
  standard: Standard,
  options: ProviderErrorsOptions = {},
  classify?: Classify,
): (thrown: unknown, request: RequestView) => Reply {
  assertStandard(standard);
  for (const [name, value] of Object.entries(options)) {
    if (name !== 'translate' && name !== 'onError') {
      throw new TypeError(
        `providerErrors has no option ${JSON.stringify(name)}; the options are translate, onError`,
      );
    }
    if (value !== undefined && typeof value !== 'function') throw new TypeError(`${name} must be a function`);
  }
  return (thrown, request) => toReply(thrown, request, standard, options, classify);
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
