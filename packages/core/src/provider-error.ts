import type { Code } from './catalogue.js';
import { assignable, isMarked, ownMembers } from './own.js';
import { ShortStackError } from './short-stack-error.js';

const brand = Symbol.for('@oryu/core/provider-error');
const given = Symbol.for('@oryu/core/provider-error/given');

/** The key under which the prototype of a standard's error class keeps its default standard: known to every installed copy. */
export function standardSymbol(id: string): symbol {
  return Symbol.for(`@oryu/core/provider-error/${id}`);
}

/** The values that an error is built with. */
export interface GivenError<C extends Code = Code> {
  readonly code: C;
  readonly status: number;
  readonly standard: string;
  readonly options: Readonly<Record<string, unknown>> | undefined;
}

/**
 * An error of a standard: a code and, if the standard has room for them, its options. Made by the
 * standards' own classes (`new MyDataError(40305)`), never directly. The constructor decides the answer: values
 * that are assigned to its members afterwards, or by a subclass, are for your log.
 */
export class ProviderError<C extends Code = Code> extends ShortStackError {
  readonly code: C;
  /** The HTTP status of the code. */
  readonly status: number;
  /** The id of the standard. */
  readonly standard: string;
  /** The checked options beside the code; undefined if there are none. `cause` is kept as Error keeps it. */
  declare readonly options: Readonly<Record<string, unknown>> | undefined;
  /** True when `parseReply` read it from another server's response: answered as `upstream-failed`. */
  declare readonly fromWire?: true;
  readonly #given: GivenError<C>;

  /** @internal */
  constructor(origin: GivenError<C>, message: string, cause: ErrorOptions | undefined) {
    super(message, cause, 0);
    this.#given = origin;
    this.code = origin.code;
    this.status = origin.status;
    this.standard = origin.standard;
    if (origin.options !== undefined) this.options = origin.options;
  }

  /** @internal */
  get [given](): GivenError | undefined {
    return #given in this ? this.#given : undefined;
  }
}

Object.defineProperties(ProviderError.prototype, {
  [brand]: assignable(true),
  // Missing members end here, and not at Object.prototype, which others may have polluted.
  options: assignable(undefined),
  fromWire: assignable(undefined),
});

/**
 * Whether a value is a typed error of any standard, of this or another installed copy of this package,
 * ESM or CommonJS. Never throws.
 */
export function isProviderError(value: unknown): value is ProviderError {
  return isMarked(value, brand);
}

/**
 * The values that an error was built with, whatever a subclass calls its own members. Read once: a getter could return
 * something else the second time.
 */
export function givenOf(error: ProviderError): GivenError {
  const known = error[given];
  if (known !== undefined) return known;
  // No constructor of ours made it: it inherits by ES5, or is a Proxy.
  const { code, status, standard, options } = error;
  return { code, status, standard, options: options && ownMembers(options) };
}
