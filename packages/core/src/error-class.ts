import type { Catalogue, Code, CodeRow } from './catalogue.js';
import type { CheckOption, ErrorClass } from './error-options.js';
import { extraHeaders, retryAfterValue } from './headers.js';
import { assignable, memberOf, ownMembers } from './own.js';
import { type GivenError, isProviderError, ProviderError, standardSymbol } from './provider-error.js';
import { quote } from './quote.js';
import { captureStack, type StackOwner } from './short-stack-error.js';
import type { Standard, StandardDefinition } from './standard.js';

type Options = Readonly<Record<string, unknown>>;

/** Builds an error that nobody threw: its stack is the headline alone. */
export type BuildError = (code: Code, given: unknown) => ProviderError;

/** The error class of a standard, and the function behind it. */
export interface ErrorClassParts<Codes, Extra> {
  readonly error: ErrorClass<Codes, Extra>;
  readonly build: BuildError;
}

/** The options of every class. */
const commonChecks: Readonly<Record<string, CheckOption>> = {
  message(value, row) {
    if (row.fixed === true)
      throw new TypeError('the document fixes the text of this code; leave out your text');
    if (typeof value !== 'string') throw new TypeError('the text must be a string');
    return value;
  },
  cause: (value) => value,
  headers: (value, row) => Object.freeze(extraHeaders(value, row.status)),
  retryAfter(value, row) {
    if (row.retryable !== true)
      throw new TypeError('this code must not carry Retry-After; leave out retryAfter');
    retryAfterValue(value);
    return value;
  },
};

/** Makes the error class of a standard, callable with and without `new`, and the function behind it. */
export function createErrorClass<Codes extends Catalogue, Settings, Extra>(
  definition: StandardDefinition<Codes, Settings, Extra>,
  rows: ReadonlyMap<Code, CodeRow>,
  defaultStandard: () => Standard,
): ErrorClassParts<Codes, Extra> {
  const { id, name = 'ProviderError' } = definition;
  const checks = new Map<string, CheckOption>(Object.entries({ ...commonChecks, ...definition.options }));
  const defaults = new Map(
    [...rows].map(([code, row]) => [
      code,
      {
        row,
        origin: { code, status: row.status, standard: id, options: undefined } as GivenError,
        message: row.text ?? row.en ?? String(code),
        headline: `${name} [${code}]: `,
      },
    ]),
  );

  // A class of its own behind the callable one: V8 builds instances of a class fast, of a function's prototype not.
  class Instance extends ProviderError {}

  const build = (code: Code, given: unknown, above?: StackOwner): ProviderError => {
    const found = defaults.get(code);
    if (found === undefined) throw unknownCode(definition, rows, code);
    const { row } = found;
    let { origin, message } = found;
    let cause: ErrorOptions | undefined;
    if (given !== undefined || row.needs !== undefined) {
      const options = check(given, row, code, above !== undefined);
      if (typeof given === 'object' && given !== null && Object.hasOwn(given, 'cause'))
        cause = { cause: (given as ErrorOptions).cause };
      if (options !== undefined) {
        origin = { code, status: row.status, standard: id, options };
        message = (options.message as string | undefined) ?? fill(message, row, options);
      }
    }
    const error: ProviderError =
      above === undefined || above === callable
        ? new Instance(origin, message, cause)
        : Reflect.construct(Instance, [origin, message, cause], above);
    if (above === undefined) error.stack = found.headline + message;
    // Not deeper in: each frame that V8 has to walk over costs.
    else captureStack(error, above);
    return error;
  };

  /**
   * Returns the checked options to keep; undefined if there is nothing to keep. Throws for a programmer's mistake.
   *
   * @param isCallers given by who made the error, not by the standard's own `optionsFor` or `read`
   */
  function check(given: unknown, row: CodeRow, code: Code, isCallers: boolean): Options | undefined {
    const mistake = (what: string) => new TypeError(`${id} ${code}: ${what}`);
    const options = typeof given === 'string' ? { message: given } : (given ?? {});
    if (typeof options !== 'object') throw mistake('the second argument must be a text or options');
    const members = ownMembers(options as Options);
    const kept = ownMembers<Record<string, unknown>>({});
    for (const option of Object.keys(members)) {
      const value = members[option];
      const checkOption = checks.get(option);
      if (value === undefined || option === 'cause') continue;
      if (checkOption === undefined && isCallers)
        throw mistake(`no option ${quote(option)}; the options are ${[...checks.keys()].join(', ')}`);
      try {
        kept[option] = checkOption === undefined ? value : checkOption(value, row, code, members);
      } catch (error) {
        // retryAfter out of range stays a RangeError.
        const Kind = error instanceof RangeError ? RangeError : TypeError;
        throw new Kind(`${id} ${code}: ${(error as Error).message}`);
      }
    }
    if (row.needs !== undefined && kept[row.needs] === undefined) {
      throw mistake(
        `this code needs the option ${row.needs}: new ${name}(${JSON.stringify(code)}, { ${row.needs}: … })`,
      );
    }
    return Object.keys(kept).length === 0 ? undefined : Object.freeze(kept);
  }

  function StandardError(this: unknown, code: Code, given?: unknown): Error {
    const above = (new.target as unknown as StackOwner | undefined) ?? callable;
    const error = build(code, given, above);
    // A class of ES5 calls its parent on an object of its own. An object with a code is an error already.
    const isHeir = new.target === undefined && this instanceof Instance && !Object.hasOwn(this, 'code');
    return isHeir
      ? (Object.assign(this, error, { message: error.message, stack: error.stack }) as Error)
      : error;
  }
  function hasInstance(this: unknown, value: unknown): boolean {
    return this === StandardError
      ? isProviderError(value) && standardSymbol(id) in value
      : Function.prototype[Symbol.hasInstance].call(this, value);
  }
  const callable = StandardError as unknown as StackOwner;
  Object.setPrototypeOf(StandardError, ProviderError);
  Object.defineProperties(Instance.prototype, {
    constructor: assignable(StandardError),
    name: assignable(name),
    [standardSymbol(id)]: assignable(defaultStandard),
  });
  StandardError.prototype = Instance.prototype;
  Object.defineProperties(StandardError, {
    name: assignable(name),
    [Symbol.hasInstance]: assignable(hasInstance),
  });
  return { error: StandardError as unknown as ErrorClass<Codes, Extra>, build };
}

/** A template's text with the option in its place; any other text as it is. */
export function fill(text: string, row: CodeRow, options: Options): string {
  const { needs } = row;
  return needs === undefined ? text : text.replace(`{${needs}}`, () => String(options[needs]));
}

function unknownCode(
  { id, results }: { readonly id: string; readonly results?: Readonly<Record<string, string>> },
  rows: ReadonlyMap<Code, CodeRow>,
  code: unknown,
): RangeError {
  const text = quote(code);
  // Not of an object: its conversion to a text runs foreign code.
  const result = results && Object(code) !== code ? memberOf(results, String(code)) : undefined;
  if (result !== undefined)
    return new RangeError(`${id}: ${text} is a success result, not an error; send ${result} instead`);
  if (typeof code === 'string' && rows.has(Number(code))) {
    return new RangeError(`${id}: the string ${text} is not a code; write it as the number ${Number(code)}`);
  }
  return new RangeError(
    `${id} has no code ${text}; its codes are ${[...rows.keys()].join(', ')} (extendStandard adds codes)`,
  );
}
