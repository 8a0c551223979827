import type { Failure, FailureKind } from './failure.js';
import type { ProviderError } from './provider-error.js';
import type { Reply, RequestView } from './reply.js';

/** A code as a standard writes it. Codes that are whole numbers are numbers; all others are strings. */
export type Code = string | number;

/** How well a row is founded: the document says it, it follows from a stated rule, or we chose a reading. */
export type Evidence = 'documented' | 'derived' | 'chosen';

/** All there is to know about one code. Standards add members of their own that their rendering reads. */
export interface CodeRow {
  /** HTTP status, 300 to 599. */
  readonly status: number;
  /** The text on the wire: a default of ours, or the document's own where it is `fixed`. */
  readonly text?: string;
  /** The document fixes the text: no error and no configuration may replace it. */
  readonly fixed?: true;
  /** The option without which an error of this code cannot be built; `{name}` in the text stands for it. */
  readonly needs?: string;
  /**
   * Whose fault it is, by the meaning of the code. `client`: the request, its rights or the state of its owner must
   * change. `server`: the provider, its relay or its upstream must. Default: `server` for a status of 5xx, else `client`.
   */
  readonly fault?: 'client' | 'server';
  /** The same request may succeed later. Only such a code may carry `Retry-After`. */
  readonly retryable?: true;
  /** What the code means, in Korean. */
  readonly ko?: string;
  /** What the code means, in English. */
  readonly en?: string;
  /** What the caller can do about it, where the document says so. */
  readonly remedy?: string;
  /** Document, section and page the row comes from. */
  readonly source?: string;
  readonly evidence?: Evidence;
}

/** Rows by code. */
export type Catalogue<Row extends CodeRow = CodeRow> = Readonly<Record<Code, Row>>;

/** The codes of a catalogue: keys that are whole numbers count as numbers. */
export type CodeOf<Codes> = keyof Codes extends infer Key
  ? Key extends `${infer Whole extends number}`
    ? `${Whole}` extends Key
      ? Whole
      : Key
    : Key & Code
  : never;

type RowOf<Codes, C> = C extends keyof Codes
  ? Codes[C]
  : `${C & Code}` extends keyof Codes
    ? Codes[`${C & Code}`]
    : never;
type CodeWith<Codes, Has> = {
  [C in CodeOf<Codes>]: RowOf<Codes, C> extends Has ? C : never;
}[CodeOf<Codes>];
type FixedCode<Codes> = CodeWith<Codes, { readonly fixed: true }>;
type NeedyCode<Codes> = CodeWith<Codes, { readonly needs: string }>;
type RetryCode<Codes> = CodeWith<Codes, { readonly retryable: true }>;
type NeedsOf<Row> = Row extends { readonly needs: infer Name } ? Name : never;
type NeededNames<Codes> = NeedsOf<Codes[keyof Codes]>;

/** One object type of an intersection: an empty part of it would let a string pass for options. */
type OneObject<Parts> = { readonly [Name in keyof Parts]: Parts[Name] };

/** The options of an error of one code: those every class has, and what the code needs or may carry. */
export type ErrorOptionsFor<Codes, Extra, C> = OneObject<
  {
    /** For your log; it never reaches the wire. */
    readonly cause?: unknown;
    /** Extra response headers; the standard's own win. */
    readonly headers?: Readonly<Record<string, string>> | undefined;
    /** The text on the wire, where the standard leaves it to the provider. */
    readonly message?: [C & FixedCode<Codes>] extends [never] ? string | undefined : undefined;
    /** Seconds from now, rounded up, or a point in time; only for codes that are `retryable`. */
    readonly retryAfter?: [C] extends [RetryCode<Codes>] ? number | Date | undefined : undefined;
  } & { readonly [Name in Exclude<keyof Extra, NeededNames<Codes>>]?: Extra[Name] | undefined } & {
    readonly [Name in NeedsOf<RowOf<Codes, C>> & keyof Extra]: Extra[Name];
  }
>;

/** What follows the code: a text or options; options that must be there where the code needs one. */
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
  /** How many frames a stack keeps: 1 (default) is the throw site, 0 none, 10 what Node keeps. */
  stackTraceLimit: number;
  readonly prototype: ProviderError<CodeOf<Codes>>;
  new <C extends CodeOf<Codes> = CodeOf<Codes>>(
    code: C,
    ...rest: ErrorArguments<Codes, Extra, C>
  ): ProviderError<C>;
  /** For subclasses: `super` infers no `C`, so that each code stands with what may follow it. */
  new (
    ...args: { [C in CodeOf<Codes>]: [code: C, ...rest: ErrorArguments<Codes, Extra, C>] }[CodeOf<Codes>]
  ): ProviderError<CodeOf<Codes>>;
  <C extends CodeOf<Codes> = CodeOf<Codes>>(
    code: C,
    ...rest: ErrorArguments<Codes, Extra, C>
  ): ProviderError<C>;
}

/** A code, or the code by the names that a failure carries: the first listed name that matches decides. */
export type FailureCode<C> = C | { readonly names: Readonly<Record<string, C>>; readonly otherwise: C };

/** Which code answers which kind of failure; every kind has one. */
export type FailureCodes<C> = Readonly<Record<FailureKind, FailureCode<C>>>;

/** The settings every factory takes. */
export interface StandardSettings<Codes> {
  /** Your own default texts, for codes whose text the standard leaves to the provider. */
  readonly texts?:
    | { readonly [C in CodeOf<Codes>]?: C extends FixedCode<Codes> ? never : string }
    | undefined;
  /** Another of the standard's codes for a kind of failure; not one that needs an option of its own. */
  readonly on?: { readonly [K in FailureKind]?: Exclude<CodeOf<Codes>, NeedyCode<Codes>> } | undefined;
  /** The challenge of every 401 (RFC 9110, 11.6.1), `Bearer` unless given; false sends none. */
  readonly wwwAuthenticate?: string | false | undefined;
}

/** What `render` is given of an error: the configured text is already decided. */
export interface ResolvedError {
  readonly code: Code;
  readonly status: number;
  /** The id of the standard. */
  readonly standard: string;
  /** The given text, else the configured one, else the catalogue's; empty where there is none. */
  readonly message: string;
  readonly row: CodeRow;
  /** The options the error was built with: the standard's own ones, checked. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What `read` makes of a response: the code on the wire, or why there is none. */
export type WireReading =
  | {
      readonly code: Code;
      readonly message?: string | undefined;
      readonly options?: Readonly<Record<string, unknown>>;
    }
  | Mismatch;

/** A response as it came over the wire; the body as text. */
export interface WireReply {
  readonly status: number;
  readonly body: string;
  /** The value of a response header; the name in any case. */
  header(name: string): string | undefined;
}

/**
 * Checks the value of an error's own option: returns what is kept, or throws a TypeError that says what to do.
 * `given` are all options as they were given, none of them checked.
 */
export type CheckOption = (
  value: unknown,
  row: CodeRow,
  code: Code,
  given: Readonly<Record<string, unknown>>,
) => unknown;

/** What makes a standard. Everything a provider configures comes later, through the factory. */
export interface StandardDefinition<Codes extends Catalogue, Settings = unknown, Extra = unknown> {
  /** Lower case, with hyphens: `mydata-token`. Errors and standards of one id know each other. */
  readonly id: string;
  /** The name of the error class, for stacks and logs. */
  readonly name?: string;
  readonly title: string;
  /** Document, edition and date. */
  readonly source: string;
  readonly codes: Codes;
  /** Success results that look like codes, with what to send instead: told to those who throw them. */
  readonly results?: Readonly<Record<string, string>>;
  /** Which code answers which kind of failure; a function where it depends on the settings. */
  readonly failures: FailureCodes<CodeOf<Codes>> | ((settings: Settings) => FailureCodes<CodeOf<Codes>>);
  /**
   * The finished response for an error; a pure function. `content-length` and the shared headers are added.
   *
   * @param context the framework's own context, where a binding renders; for hooks of the settings alone
   */
  render(error: ResolvedError, request: RequestView, settings: Settings, context?: unknown): Reply;
  /**
   * Names the form in which `render` answers a request, when that is all it takes from the request: each
   * code's default answer is then rendered once per form. One of a few fixed words, nothing a client sent.
   */
  variant?(request: RequestView, settings: Settings): string;
  /** The headers that every response owes, success and error alike. */
  headers?(request: RequestView): Readonly<Record<string, string>>;
  /** The names of those headers, in lower case: a value that anything else has set is not sent with an error. */
  readonly ruledHeaders?: readonly string[];
  /** The error class's own options, beside `message`, `cause`, `headers` and `retryAfter`. */
  readonly options?: { readonly [Name in keyof Extra]-?: CheckOption } & {
    readonly [name: string]: CheckOption;
  };
  /** The factory's own settings: each checks a value and throws a TypeError that says what to do. */
  readonly settings?: { readonly [Name in keyof Settings]-?: (value: unknown) => void };
  /**
   * The error's options when a failure becomes this code: those of the class, which are checked, and any that `render`
   * alone reads, which no caller can give.
   */
  optionsFor?(
    failure: Failure,
    code: Code,
    row: CodeRow,
    settings: StandardSettings<Codes> & Settings,
  ): Readonly<Record<string, unknown>> | undefined;
  /** Reads a response of this standard; without it `parseReply` cannot. The codes are those of the catalogue. */
  read?(reply: WireReply, codes: ReadonlyMap<Code, CodeRow>): WireReading;
  /** The statuses under which a row's code may arrive; the row's own unless given. */
  statusesOf?(row: CodeRow): readonly number[];
}

/** A configured standard: what a binding, `toReply` and `parseReply` take. Made by a factory such as `mydata()`. */
export interface Standard<C extends Code = Code> {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** The catalogue. */
  readonly codes: ReadonlyMap<C, CodeRow>;
  /** The code that answers a failure. */
  codeFor(failure: Failure): C;
  /** The error that answers a failure: its code, and what of the failure the standard has room for. */
  errorFor(failure: Failure): ProviderError<C>;
  /** The standard that governs a request: this one, or one of several that {@link byPath} holds. */
  governing(request: RequestView): Standard;
  /** The configured standard of an id: this one, or one of several that {@link byPath} holds. */
  configured(id: string): Standard | undefined;
  /** The finished response for an error of this standard. */
  render(error: ProviderError, request: RequestView, context?: unknown): Reply;
  /** The headers every response to this request owes, success and error alike. Never throws. */
  headers(request: RequestView): Readonly<Record<string, string>>;
  /** The constant answer when everything else has failed. */
  readonly lastResort: Reply;
  /** What a response of this standard says. Throws a TypeError where the standard defines no reading. */
  read(reply: WireReply): { readonly error: ProviderError<C> } | Mismatch;
}

/** Why a response of another server is not an error of the standard. */
export interface Mismatch {
  readonly error?: undefined;
  readonly mismatch: 'success' | 'unreadable' | 'missing-member' | 'unknown-code' | 'wrong-status';
  /** For your log. */
  readonly detail: string;
}

/** Makes a configured standard. */
export interface StandardFactory<Codes extends Catalogue, Settings = unknown, Extra = unknown> {
  (
    ...settings: Record<never, never> extends Settings
      ? [settings?: StandardSettings<Codes> & Settings]
      : [settings: StandardSettings<Codes> & Settings]
  ): Standard<CodeOf<Codes>>;
  /** What the standard is made of; {@link extendStandard} starts from it. */
  readonly definition: StandardDefinition<Codes, Settings, Extra>;
}
