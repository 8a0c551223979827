import type { Catalogue, Code, CodeOf, CodeRow } from './catalogue.js';
import type { CheckOption, FixedCode, NeedyCode } from './error-options.js';
import type { Failure, FailureKind } from './failure.js';
import type { ProviderError } from './provider-error.js';
import type { Reply, RequestView } from './reply.js';
import type { Mismatch, WireReading, WireReply } from './wire.js';

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
  /** The challenge of every 401 (RFC 9110, 11.6.1), `Bearer` by default; false sends none. */
  readonly wwwAuthenticate?: string | false | undefined;
}

/** An error as `render` receives it: the configured text is already decided. */
export interface ResolvedError {
  readonly code: Code;
  readonly status: number;
  /** The id of the standard. */
  readonly standard: string;
  /** The given text, else the configured one, else the catalogue's; empty if there is none. */
  readonly message: string;
  readonly row: CodeRow;
  /** The options the error was built with: the standard's own ones, checked. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** The definition of a standard. A provider's settings come later, through the factory. */
export interface StandardDefinition<Codes extends Catalogue, Settings = unknown, Extra = unknown> {
  /** Lower case, with hyphens: `mydata-token`. Errors and standards of one id know each other. */
  readonly id: string;
  /** The name of the error class, for stacks and logs. */
  readonly name?: string;
  readonly title: string;
  /** Document, edition and date. */
  readonly source: string;
  readonly codes: Codes;
  /** Success results that look like codes, with the call to use instead: the message for those who throw them. */
  readonly results?: Readonly<Record<string, string>>;
  /** Which code answers which kind of failure; a function if it depends on the settings. */
  readonly failures: FailureCodes<CodeOf<Codes>> | ((settings: Settings) => FailureCodes<CodeOf<Codes>>);
  /**
   * The finished response for an error; a pure function. `content-length` and the shared headers are added.
   *
   * @param context the framework's own context, if a binding renders; for hooks of the settings alone
   */
  render(error: ResolvedError, request: RequestView, settings: Settings, context?: unknown): Reply;
  /**
   * Names the form in which `render` answers a request, when that is all it takes from the request: each
   * code's default answer is then rendered once per form. One of a few fixed words, nothing a client sent.
   */
  variant?(request: RequestView, settings: Settings): string;
  /** The headers that every response requires, success and error alike. */
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
  /** The error that answers a failure: its code, and the options that the standard has room for. */
  errorFor(failure: Failure): ProviderError<C>;
  /** The standard that governs a request: this one, or one of several that {@link byPath} holds. */
  governing(request: RequestView): Standard;
  /** The configured standard of an id: this one, or one of several that {@link byPath} holds. */
  configured(id: string): Standard | undefined;
  /** The finished response for an error of this standard. */
  render(error: ProviderError, request: RequestView, context?: unknown): Reply;
  /** The headers that every response to this request requires, success and error alike. Never throws. */
  headers(request: RequestView): Readonly<Record<string, string>>;
  /** The constant answer when everything else has failed. */
  readonly lastResort: Reply;
  /** Reads a response of this standard. Throws a TypeError if the standard does not define `read`. */
  read(reply: WireReply): { readonly error: ProviderError<C> } | Mismatch;
}

/** Makes a configured standard. */
export interface StandardFactory<Codes extends Catalogue, Settings = unknown, Extra = unknown> {
  (
    ...settings: Record<never, never> extends Settings
      ? [settings?: StandardSettings<Codes> & Settings]
      : [settings: StandardSettings<Codes> & Settings]
  ): Standard<CodeOf<Codes>>;
  /** The definition behind the factory; {@link extendStandard} starts from it. */
  readonly definition: StandardDefinition<Codes, Settings, Extra>;
}
