import { extraHeaders, retryAfterValue } from './headers.js';
import { isProviderError, ProviderError, standardSymbol } from './provider-error.js';
import { captureStack } from './short-stack-error.js';
import type {
  Catalogue,
  CheckOption,
  Code,
  CodeRow,
  ErrorClass,
  Standard,
  StandardDefinition,
} from './standard.js';

type Options = Readonly<Record<string, unknown>>;

/** A function that may stand behind `new`: an error class, or a user's subclass of it. */
type Constructor = NewableFunction & { readonly stackTraceLimit: number };

/**
 * Builds an error of a standard from a code and whatever followed it.
 *
 * @param above what was called or constructed; the stack begins at its caller. Without it there is no stack.
 */
export type BuildError = (code: Code, given: unknown, above?: Constructor) => ProviderError;

/** The error class of a standard, and the function behind it. */
export interface MadeErrorClass<Codes, Extra> {
  readonly error: ErrorClass<Codes, Extra>;
  readonly build: BuildError;
}

const common = ['message', 'cause', 'headers', 'retryAfter'];

/** Makes the error class of a standard, callable with and without `new`, and the function behind it. */
export function createErrorClass<Codes extends Catalogue, Settings, Extra>(
  definition: StandardDefinition<Codes, Settings, Extra>,
  rows: ReadonlyMap<Code, CodeRow>,
  defaultStandard: () => Standard,
): MadeErrorClass<Codes, Extra> {
  const { id, name = 'ProviderError' } = definition;
  const checks = new Map<string, CheckOption>(Object.entries(definition.options ?? {}));
  const defaults = new Map(
    [...rows].map(([code, row]) => [
      code,
      {
        row,
        origin: { code, status: row.status, standard: id },
        message: row.text ?? row.en ?? String(code),
      },
    ]),
  );

  // A class of its own behind the callable one: V8 builds instances of a class fast, of a function's prototype not.
  class Instance extends ProviderError {}

  const build: BuildError = (code, given, above) => {
    const found = defaults.get(code);
    if (found === undefined) throw unknownCode(definition, rows, code);
    const { row, origin } = found;
    let { message } = found;
    let options: Options | undefined;
    let cause: ErrorOptions | undefined;
    if (given !== undefined || row.needs !== undefined) {
      options = check(given, row, code, above !== undefined);
      if (typeof given === 'object' && given !== null && 'cause' in given) cause = { cause: given.cause };
      if (options !== undefined)
        message = (options.message as string | undefined) ?? fill(message, row, options);
    }
    const error: ProviderError =
      above === undefined || above === callable
        ? new Instance(origin, message, options, cause)
        : Reflect.construct(Instance, [origin, message, options, cause], above);
    // Behind all members: V8 makes what follows a captured stack slow.
    if (above !== undefined) captureStack(error, above, above.stackTraceLimit);
    return error;
  };

  /**
   * What is kept of the options given; undefined where that is nothing. Throws for a programmer's mistake.
   *
   * @param isCallers given by who made the error, not by the standard's own `optionsFor` or `read`
   */
  function check(given: unknown, row: CodeRow, code: Code, isCallers: boolean): Options | undefined {
    const mistake = (what: string) => new TypeError(`${id} ${code}: ${what}`);
    const options = typeof given === 'string' ? { message: given } : (given ?? {});
    if (typeof options !== 'object') throw mistake('a text or an object of options may follow the code');
    const kept: Record<string, unknown> = {};
    for (const [option, value] of Object.entries(options)) {
      if (value === undefined || option === 'cause') continue;
      try {
        kept[option] = checkOption(option, value, row, code, options as Options, isCallers);
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

  function checkOption(
    option: string,
    value: unknown,
    row: CodeRow,
    code: Code,
    given: Options,
    isCallers: boolean,
  ): unknown {
    const own = checks.get(option);
    if (own !== undefined) return own(value, row, code, given);
    switch (option) {
      case 'message':
        if (row.fixed === true)
          throw new TypeError('the document fixes the text of this code; leave yours out');
        if (typeof value !== 'string') throw new TypeError('the text must be a string');
        return value;
      case 'headers':
        return Object.freeze(extraHeaders(value, row.status));
      case 'retryAfter':
        if (row.retryable !== true)
          throw new TypeError('this code may not carry Retry-After; leave retryAfter out');
        retryAfterValue(value);
        return value;
      default:
        if (!isCallers) return value;
        throw new TypeError(
          `no option ${JSON.stringify(option)}; the options are ${[...common, ...checks.keys()].join(', ')}`,
        );
    }
  }

  function StandardError(code: Code, given?: unknown): ProviderError {
    return build(code, given, (new.target as unknown as Constructor | undefined) ?? callable);
  }
  const callable = StandardError as unknown as Constructor;
  Object.setPrototypeOf(StandardError, ProviderError);
  Object.defineProperties(StandardError, {
    name: { value: name },
    prototype: {
      value: Object.defineProperties(Instance.prototype, {
        constructor: { value: StandardError },
        name: { value: name },
        [standardSymbol(id)]: { value: defaultStandard },
      }),
    },
    [Symbol.hasInstance]: {
      value(this: unknown, value: unknown): boolean {
        return this === StandardError
          ? isProviderError(value) && standardSymbol(id) in value
          : Function.prototype[Symbol.hasInstance].call(this, value);
      },
    },
  });
  return { error: StandardError as unknown as ErrorClass<Codes, Extra>, build };
}

/** A template's text with what it stands for; any other text as it is. */
export function fill(text: string, row: CodeRow, options: Options): string {
  const { needs } = row;
  return needs === undefined ? text : text.replace(`{${needs}}`, () => String(options[needs]));
}

function unknownCode(
  { id, results }: { readonly id: string; readonly results?: Readonly<Record<string, string>> },
  rows: ReadonlyMap<Code, CodeRow>,
  code: unknown,
): RangeError {
  const text = typeof code === 'string' ? JSON.stringify(code) : String(code);
  if (results !== undefined && Object.hasOwn(results, String(code))) {
    return new RangeError(
      `${id}: ${text} is a success result, no error; send ${results[String(code)]} instead`,
    );
  }
  if (typeof code === 'string' && rows.has(Number(code))) {
    return new RangeError(`${id}: the string ${text} is no code; write it as the number ${Number(code)}`);
  }
  return new RangeError(
    `${id} has no code ${text}; its codes are ${[...rows.keys()].join(', ')} (extendStandard adds codes)`,
  );
}
