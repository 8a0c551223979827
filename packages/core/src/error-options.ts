import type { Code, CodeOf, CodeRow } from './catalogue.js';
import type { ProviderError } from './provider-error.js';

type RowOf<Codes, C> = C extends keyof Codes
  ? Codes[C]
  : `${C & Code}` extends keyof Codes
    ? Codes[`${C & Code}`]
    : never;
type CodeWith<Codes, Has> = {
  [C in CodeOf<Codes>]: RowOf<Codes, C> extends Has ? C : never;
}[CodeOf<Codes>];
/** The codes whose text the document fixes. */
export type FixedCode<Codes> = CodeWith<Codes, { readonly fixed: true }>;
/** The codes that cannot be thrown without an option of their own. */
export type NeedyCode<Codes> = CodeWith<Codes, { readonly needs: string }>;
type RetryCode<Codes> = CodeWith<Codes, { readonly retryable: true }>;
type NeedsOf<Row> = Row extends { readonly needs: infer Name } ? Name : never;
type NeededNames<Codes> = NeedsOf<Codes[keyof Codes]>;

/** One object type of an intersection: an empty part of it would let a string pass for options. */
type OneObject<Parts> = { readonly [Name in keyof Parts]: Parts[Name] };

/** The options of an error of one code: those of every class, and those that the code needs or may carry. */
export type ErrorOptionsFor<Codes, Extra, C> = OneObject<
  {
    /** For your log; it never reaches the wire. */
    readonly cause?: unknown;
    /** Extra response headers; the standard's own win. */
    readonly headers?: Readonly<Record<string, string>> | undefined;
    /** The text on the wire, if the standard leaves it to the provider. */
    readonly message?: [C & FixedCode<Codes>] extends [never] ? string | undefined : undefined;
    /** Seconds from now, rounded up, or a point in time; only for codes that are `retryable`. */
    readonly retryAfter?: [C] extends [RetryCode<Codes>] ? number | Date | undefined : undefined;
  } & { readonly [Name in Exclude<keyof Extra, NeededNames<Codes>>]?: Extra[Name] | undefined } & {
    readonly [Name in NeedsOf<RowOf<Codes, C>> & keyof Extra]: Extra[Name];
  }
>;

/** The arguments after the code: a text or options; the options are required if the code needs one. */
export type ErrorArguments<Codes, Extra, C> = [C & NeedyCode<Codes>] extends [never]
  ? [
      textOrOptions?:
        | ([C & FixedCode<Codes>] extends [never] ? string : never)
        | ErrorOptionsFor<Codes, Extra, C>
        | undefined,
    ]
  : [options: ErrorOptionsFor<Codes, Extra, C>];

/** The error class of a standard. `new` may be left out, as with Error itself. */
export interface ErrorClass<Codes, Extra = unknown> {
  /** How many frames a stack keeps: 1 (default) is the throw site, 0 keeps no frame, 10 is Node's default. */
  stackTraceLimit: number;
  readonly prototype: ProviderError<CodeOf<Codes>>;
  new <C extends CodeOf<Codes> = CodeOf<Codes>>(
    code: C,
    ...rest: ErrorArguments<Codes, Extra, C>
  ): ProviderError<C>;
  /** For subclasses: `super` infers no `C`, so that each code stands with its own arguments. */
  new (
    ...args: { [C in CodeOf<Codes>]: [code: C, ...rest: ErrorArguments<Codes, Extra, C>] }[CodeOf<Codes>]
  ): ProviderError<CodeOf<Codes>>;
  <C extends CodeOf<Codes> = CodeOf<Codes>>(
    code: C,
    ...rest: ErrorArguments<Codes, Extra, C>
  ): ProviderError<C>;
}

/**
 * Checks the value of an error's own option: returns the value to keep, or throws a TypeError that says what to do.
 * `given` holds all options, unchecked.
 */
export type CheckOption = (
  value: unknown,
  row: CodeRow,
  code: Code,
  given: Readonly<Record<string, unknown>>,
) => unknown;
