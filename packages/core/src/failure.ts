import { cleanNames } from './failure-names.js';
import { isFieldValue, isToken, retryAfterValue } from './headers.js';
import { assignable, isMarked, ownMembers } from './own.js';
import { quote } from './quote.js';
import { ShortStackError } from './short-stack-error.js';

/** Every way a request can fail outside domain code. Each standard answers each of them. */
export const failureKinds = Object.freeze([
  'route-not-found',
  'method-not-allowed',
  'malformed-request',
  'malformed-body',
  'body-too-large',
  'unsupported-media-type',
  'not-acceptable',
  'missing-header',
  'invalid-header',
  'missing-parameter',
  'invalid-parameter',
  'unauthenticated',
  'forbidden',
  'rate-limited',
  'replayed-request',
  'timeout',
  'unavailable',
  'maintenance',
  'upstream-failed',
  'not-implemented',
  'unexpected',
] as const);

/** One of the 21 words between frameworks and standards. */
export type FailureKind = (typeof failureKinds)[number];

/** The details of a failure beside its kind. */
export interface FailureOptions {
  /** Names of the headers or parameters concerned, never their values. */
  readonly names?: readonly string[] | undefined;
  /** The methods a route allows, for `method-not-allowed`. */
  readonly allow?: readonly string[] | undefined;
  /** Seconds from now, rounded up, or a point in time; sent if the standard's code may carry it. */
  readonly retryAfter?: number | Date | undefined;
  /** The `WWW-Authenticate` of a framework's own authentication; sent if the standard's code is a 401. */
  readonly challenge?: string | undefined;
  /** For your log; it never reaches the wire. */
  readonly cause?: unknown;
}

const brand = Symbol.for('@oryu/core/failure');
const kinds: ReadonlySet<unknown> = new Set(failureKinds);

/**
 * A failure outside domain code, of a kind that every standard can answer. Bindings turn their framework's errors
 * into failures; throw one yourself if your code should not depend on the standard.
 *
 * @example
 * throw new Failure('maintenance', { retryAfter: 600 });
 *
 * @throws RangeError for an unknown kind, or a `retryAfter` that is negative, NaN or no valid Date.
 * @throws TypeError for `names` or `allow` that are not arrays, or an `allow` with a value that is not a method.
 */
export class Failure extends ShortStackError {
  readonly kind: FailureKind;
  /** Cleaned: only characters of a name, 64 at most each. */
  readonly names: readonly string[];
  declare readonly allow: readonly string[] | undefined;
  declare readonly retryAfter: number | Date | undefined;
  declare readonly challenge: string | undefined;

  constructor(kind: FailureKind, options?: FailureOptions) {
    const given = ownMembers(options);
    const { names = [], allow, retryAfter, challenge } = given;
    if (!kinds.has(kind))
      throw new RangeError(
        `${quote(kind)} is not a kind of failure; the kinds are ${failureKinds.join(', ')}`,
      );
    if (!Array.isArray(names)) throw new TypeError('names must be an array of header or parameter names');
    if (allow !== undefined && !(Array.isArray(allow) && Array.from(allow).every(isToken)))
      throw new TypeError('allow must be an array of HTTP methods');
    if (retryAfter !== undefined) retryAfterValue(retryAfter);
    if (challenge !== undefined && !isFieldValue(challenge))
      throw new TypeError('challenge must be a value of WWW-Authenticate');
    super(kind, 'cause' in given ? { cause: given.cause } : undefined);
    this.kind = kind;
    this.names = cleanNames(names);
    // An option that was not given does not become a member: loggers print undefined members.
    if (allow !== undefined) this.allow = allow;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
    if (challenge !== undefined) this.challenge = challenge;
  }

  /** True for a failure of any installed copy of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass inherits this method and is asked as itself.
    return this === Failure ? isFailure(value) : Function.prototype[Symbol.hasInstance].call(this, value);
  }
}

Object.defineProperties(Failure.prototype, {
  name: assignable('Failure'),
  [brand]: assignable(true),
  // Missing members end here, and not at Object.prototype, which others may have polluted.
  allow: assignable(undefined),
  retryAfter: assignable(undefined),
  challenge: assignable(undefined),
});

/** A failure that nobody threw: without a throw site, and so without a frame. */
export class UnthrownFailure extends Failure {
  static override stackTraceLimit = 0;
}

/** Whether a value is a {@link Failure}, of this or another installed copy of this package. Never throws. */
export function isFailure(value: unknown): value is Failure {
  return isMarked(value, brand);
}
