import { type Failure, isFailure, UnthrownFailure } from './failure.js';
import type { Framework, Origin, ProviderErrorsOptions } from './hooks.js';
import { givenOf, isProviderError, type ProviderError, standardSymbol } from './provider-error.js';
import { quote } from './quote.js';
import { runHook } from './run-hook.js';
import type { Standard } from './standard.js';

/** The typed error that answers a thrown value, and the standard that renders it. */
export interface Resolved {
  readonly error: ProviderError;
  readonly standard: Standard;
  readonly origin: Origin;
  /** Nobody expected it, so that it has to be reported. */
  readonly isCrash: boolean;
}

/** A thrown value, and those who may know its meaning. */
export interface Thrown<Context> {
  readonly thrown: unknown;
  /** As configured: perhaps several standards, by path. */
  readonly standard: Standard;
  readonly options: ProviderErrorsOptions<Context>;
  readonly framework: Framework<Context>;
  readonly context: Context;
}

/**
 * The decision table of `toReply`.
 *
 * @param governing the one of the standards that the path of the request chose
 */
export function resolveThrown<Context>(
  { thrown, standard, options, framework: { classify }, context }: Thrown<Context>,
  governing: Standard,
): Resolved {
  if (isProviderError(thrown)) {
    if (thrown.fromWire !== true) return resolveTyped(thrown, standard, governing);
  } else if (isFailure(thrown)) {
    return resolveFailure(thrown, governing);
  }
  if (options.translate !== undefined) {
    const translated = runHook(() => options.translate?.(thrown, context));
    if (isProviderError(translated)) return resolveTyped(translated, standard, governing);
    if (isFailure(translated)) return resolveFailure(translated, governing);
  }
  if (isProviderError(thrown))
    return resolveFailure(new UnthrownFailure('upstream-failed', { cause: thrown }), governing);
  const failure = classify === undefined ? undefined : runHook(() => classify(thrown, context));
  return isFailure(failure) ? resolveFailure(failure, governing) : resolveUnexpected(thrown, governing);
}

function resolveTyped(error: ProviderError, all: Standard, governing: Standard): Resolved {
  const { standard: id, code } = givenOf(error);
  const configured = id === governing.id ? governing : all.configured(id);
  const known = configured?.codes.has(code) === true ? configured : undefined;
  const own = known ?? defaultStandardOf(error);
  if (own === undefined) throw new TypeError(`the standard ${quote(id)} of this error is not known`);
  return { error, standard: own, origin: 'domain', isCrash: false };
}

function resolveFailure(failure: Failure, standard: Standard): Resolved {
  const isCrash = failure.kind === 'unexpected';
  return { error: standard.errorFor(failure), standard, origin: 'framework', isCrash };
}

/** The answer to a value that nobody recognises. */
export function resolveUnexpected(cause: unknown, standard: Standard): Resolved {
  const error = standard.errorFor(new UnthrownFailure('unexpected', { cause }));
  return { error, standard, origin: 'unexpected', isCrash: true };
}

/** The default standard of an error's own class; undefined if the value does not have one. Throws an error of its factory. */
function defaultStandardOf(error: ProviderError): Standard | undefined {
  const symbol = standardSymbol(givenOf(error).standard);
  const make: unknown = (error as unknown as Record<symbol, unknown>)[symbol];
  return typeof make === 'function' ? make() : undefined;
}
