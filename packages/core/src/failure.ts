import { callableClass } from './callable-class.js';
import { isFieldValue, isToken, retryAfterValue } from './headers.js';
import { assignable, own, ownMembers } from './own.js';
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

/** What is known of a failure beside its kind. */
export interface FailureOptions {
  /** Names of the headers or parameters concerned, never their values. */
  readonly names?: readonly string[] | undefined;
  /** The methods a route allows, for `method-not-allowed`. */
  readonly allow?: readonly string[] | undefined;
  /** Seconds from now, rounded up, or a point in time; sent where the standard's code may carry it. */
  readonly retryAfter?: number | Date | undefined;
  /** The `WWW-Authenticate` of a framework's own authentication; sent where the standard's code is a 401. */
  readonly challenge?: string | undefined;
  /** For your log; it never reaches the wire. */
  readonly cause?: unknown;
}

const brand = Symbol.for('@oryu/core/failure');
const givenSymbol = Symbol.for('@oryu/core/failure/given');
const none: readonly string[] = Object.freeze([]);
const kinds: ReadonlySet<unknown> = new Set(failureKinds);

/** What went wrong outside domain code. */
export interface Failure extends Error {
  readonly kind: FailureKind;
  /** Cleaned: only what may stand in a name, 64 characters at most each. */
  readonly names: readonly string[];
  readonly allow: readonly string[] | undefined;
  readonly retryAfter: number | Date | undefined;
  readonly challenge: string | undefined;
}

/** What a failure is built with. */
export type GivenFailure = Pick<Failure, 'kind' | 'names' | 'allow' | 'retryAfter' | 'challenge' | 'cause'>;

let ownGiven: (failure: Failure) => GivenFailure | undefined;

class MadeFailure extends ShortStackError implements Failure {
  readonly kind: FailureKind;
  readonly names: readonly string[];
  declare readonly allow: readonly string[] | undefined;
  declare readonly retryAfter: number | Date | undefined;
  declare readonly challenge: string | undefined;
  readonly #given: GivenFailure;

  constructor(kind: FailureKind, options?: FailureOptions) {
    if (!kinds.has(kind))
      throw new RangeError(`${quote(kind)} is no kind of failure; the kinds are ${failureKinds.join(', ')}`);
    const given = ownMembers(options);
    const { names = none, allow, retryAfter, challenge, cause } = given;
    if (!Array.isArray(names)) throw new TypeError('names must be an array of header or parameter names');
    if (allow !== undefined && !(Array.isArray(allow) && Array.from(allow).every(isToken)))
      throw new TypeError('allow must be an array of HTTP methods');
    if (retryAfter !== undefined) retryAfterValue(retryAfter);
    if (challenge !== undefined && !isFieldValue(challenge))
      throw new TypeError('challenge must be a value of WWW-Authenticate');
    super(kind, Object.hasOwn(given, 'cause') ? { cause } : undefined);
    this.kind = kind;
    this.names = cleanNames(names);
    if (allow !== undefined) this.allow = Object.freeze([...allow]);
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
    if (challenge !== undefined) this.challenge = challenge;
    this.#given = { kind, names: this.names, allow: this.allow, retryAfter, challenge, cause };
  }

  static {
    ownGiven = (failure) => (#given in failure ? failure.#given : undefined);
    Object.defineProperties(MadeFailure.prototype, {
      [brand]: ownMembers({ value: true }),
      [givenSymbol]: ownMembers({
        get(this: Failure) {
          return ownGiven(this);
        },
      }),
      // Missing members end here, and not at Object.prototype, which others may have polluted.
      allow: assignable(undefined),
      retryAfter: assignable(undefined),
      challenge: assignable(undefined),
    });
  }
}

/** The class of failures. `new` may be left out, as with Error itself. */
export interface FailureClass {
  /** How many frames a stack keeps: 1 (default) is the throw site, 0 none, 10 what Node keeps. */
  stackTraceLimit: number;
  readonly prototype: Failure;
  new (kind: FailureKind, options?: FailureOptions): Failure;
  (kind: FailureKind, options?: FailureOptions): Failure;
}

/**
 * What went wrong outside domain code, in words that every standard knows how to answer. Bindings make
 * them of their framework's errors; throw one yourself where code should not care about the standard.
 *
 * @example
 * throw new Failure('maintenance', { retryAfter: 600 });
 *
 * @throws RangeError for an unknown kind, or a `retryAfter` that is negative, NaN or no valid Date.
 * @throws TypeError for `names` or `allow` that are no arrays, or an `allow` that holds no method.
 */
export const Failure: FailureClass = callableClass(
  MadeFailure,
  'Failure',
  (kind: FailureKind, options: FailureOptions | undefined, heir) =>
    heir === undefined
      ? new MadeFailure(kind, options)
      : Reflect.construct(MadeFailure, [kind, options], heir),
);

/** Makes `instanceof` true for a failure of any installed copy of this package. */
function hasInstance(this: unknown, value: unknown): boolean {
  // A subclass inherits this method and is asked as itself.
  return this === Failure ? isFailure(value) : Function.prototype[Symbol.hasInstance].call(this, value);
}

Object.defineProperty(Failure, Symbol.hasInstance, ownMembers({ value: hasInstance }));

/** A failure that nobody threw: it has no throw site, and so no frame. */
export class UnthrownFailure extends MadeFailure {}

/** Whether a value is a {@link Failure}, of this or another installed copy of this package. Never throws. */
export function isFailure(value: unknown): value is Failure {
  try {
    return typeof value === 'object' && value !== null && (value as { [brand]?: unknown })[brand] === true;
  } catch {
    return false;
  }
}

/** What a failure was built with, whatever a subclass calls its own members. */
export function givenOfFailure(failure: Failure): GivenFailure {
  const known = ownGiven(failure) ?? (failure as { [givenSymbol]?: GivenFailure })[givenSymbol];
  if (known !== undefined) return known;
  // No constructor of ours made it: it inherits by ES5, or is a Proxy.
  const { kind, names, allow, retryAfter, challenge } = failure;
  return { kind, names, allow, retryAfter, challenge, cause: own(failure, 'cause') };
}

/**
 * The failure that a request is which no route answered. For bindings.
 *
 * @param allow the methods that the path has routes for; none where the path is unknown. GET stands for HEAD too.
 */
export function failureOfUnanswered(method: string, allow: readonly string[]): Failure {
  const isKnown = allow.includes(method) || (method === 'HEAD' && allow.includes('GET'));
  return allow.length === 0 || isKnown
    ? new UnthrownFailure('route-not-found')
    : new UnthrownFailure('method-not-allowed', { allow });
}

const mostListed = 10;

/** The names of a failure as a text lists them: ten at most. */
export function listedNames(names: readonly string[]): string {
  return names.slice(0, mostListed).join(', ');
}

/** More names than these are not looked at: a client can make up any number of them. */
export const mostNames = 1000;

function cleanNames(names: readonly unknown[]): readonly string[] {
  if (names.length === 0) return none;
  const cleaned: string[] = [];
  for (let index = 0; index < names.length && index < mostNames; index += 1) {
    const name = cleanName(names[index]);
    if (name !== '') cleaned.push(name);
  }
  return cleaned;
}

const longestName = 64;
const notOfName = /[^A-Za-z0-9_.[\]-]/;

/** A name may come from the client: cut to what a name can consist of, 64 characters at most. */
export function cleanName(name: unknown): string {
  if (typeof name !== 'string') return '';
  if (name.length <= longestName && !notOfName.test(name)) return name;
  return name
    .slice(0, 1024)
    .replace(/[^A-Za-z0-9_.[\]-]/g, '')
    .slice(0, longestName);
}
