import { ShortStackError } from './short-stack-error.js';
import type { Code, Standard } from './standard.js';

const brand = Symbol.for('@oryu/core/provider-error');

/** Where the prototype of a standard's error class keeps its default standard: known to every installed copy. */
export function standardSymbol(id: string): symbol {
  return Symbol.for(`@oryu/core/provider-error/${id}`);
}

/**
 * An error of a standard: a code and, where the standard has room for it, what belongs to it. Made by the
 * standards' own classes (`new MyDataError(40305)`), never directly.
 */
export class ProviderError<C extends Code = Code> extends ShortStackError {
  readonly code: C;
  /** The HTTP status of the code. */
  readonly status: number;
  /** The id of the standard. */
  readonly standard: string;
  /** What was given beside the code, checked; undefined where nothing was. `cause` is kept as Error keeps it. */
  readonly options: Readonly<Record<string, unknown>> | undefined;
  /** True when `parseReply` read it from another server's response: answered as `upstream-failed`. */
  declare readonly fromWire?: true;

  /** @internal */
  constructor(
    origin: { readonly code: C; readonly status: number; readonly standard: string },
    message: string,
    options: Readonly<Record<string, unknown>> | undefined,
    cause: ErrorOptions | undefined,
  ) {
    super(message, cause, 0);
    this.code = origin.code;
    this.status = origin.status;
    this.standard = origin.standard;
    this.options = options;
  }
}

Object.defineProperty(ProviderError.prototype, brand, { value: true });

/**
 * Whether a value is a typed error of any standard, of this or another installed copy of this package,
 * ESM or CommonJS. Never throws.
 */
export function isProviderError(value: unknown): value is ProviderError {
  try {
    return typeof value === 'object' && value !== null && (value as { [brand]?: unknown })[brand] === true;
  } catch {
    return false;
  }
}

/** The default standard of an error's own class; undefined where the value has none. Throws what its factory throws. */
export function defaultStandardOf(error: ProviderError): Standard | undefined {
  const make: unknown = (error as unknown as Record<symbol, unknown>)[standardSymbol(error.standard)];
  return typeof make === 'function' ? make() : undefined;
}
