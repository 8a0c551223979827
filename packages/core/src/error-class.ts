import { callableClass, type ErrorConstructor } from './callable-class.js';
import { extraHeaders, retryAfterValue } from './headers.js';
import { own, ownMembers } from './own.js';
import { type GivenError, isProviderError, ProviderError, standardSymbol } from './provider-error.js';
import { quote } from './quote.js';
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

/** Builds an error that nobody threw: its stack is the headline alone. */
export type BuildError = (code: Code, given: unknown) => ProviderError;

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
        origin: { code, status: row.status, standard: id, options: undefined } as GivenError,
        message: row.text ?? row.en ?? String(code),
        headline: `${name} [${code}]: `,
      },
    ]),
  );

  // A class of its own behind the callable one: V8 builds instances of a class fast, of a function's prototype not.
  class Instance extends ProviderError {}

  const build = (code: Code, given: unknown, heir?: ErrorConstructor, isCallers = true): ProviderError => {
    const found = defaults.get(code);
    if (found === undefined) throw unknownCode(definition, rows, code);
    const { row } = found;
    let { origin, message } = found;
    let cause: ErrorOptions | undefined;
    if (given !== undefined || row.needs !== undefined) {
      const options = check(given, row, code, isCallers);
      if (typeof given === 'object' && given !== null && Object.hasOwn(given, 'cause'))
        cause = { cause: (given as ErrorOptions).cause };
      if (options !== undefined) {
        origin = { ...origin, options };
        message = (options.message as string | undefined) ?? fill(message, row, options);
      }
    }
    return heir === undefined
      ? new Instance(origin, message, cause)
      : Reflect.construct(Instance, [origin, message, cause], heir);
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
    const kept = ownMembers<Record<string, unknown>>({});
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
    const checkOwn = checks.get(option);
    if (checkOwn !== undefined) return checkOwn(value, row, code, ownMembers(given));
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
          `no option ${quote(option)}; the options are ${[...common, ...checks.keys()].join(', ')}`,
        );
    }
  }

  const error = callableClass<ErrorClass<Codes, Extra>, Code, unknown, ProviderError>(Instance, name, build);
  Object.defineProperty(Instance.prototype, standardSymbol(id), ownMembers({ value: defaultStandard }));
  function hasInstance(this: unknown, value: unknown): boolean {
    return this === error
      ? isProviderError(value) && standardSymbol(id) in value
      : Function.prototype[Symbol.hasInstance].call(this, value);
  }
  Object.defineProperty(error, Symbol.hasInstance, ownMembers({ value: hasInstance }));
  const buildUnthrown: BuildError = (code, given) => {
    const made = build(code, given, undefined, false);
    made.stack = defaults.get(code)?.headline + made.message;
    return made;
  };
  return { error, build: buildUnthrown };
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
  const text = quote(code);
  const isWord = typeof code === 'string' || typeof code === 'number';
  const result = isWord && results !== undefined ? own(results, String(code)) : undefined;
  if (result !== undefined)
    return new RangeError(`${id}: ${text} is a success result, no error; send ${result} instead`);
  if (typeof code === 'string' && rows.has(Number(code))) {
    return new RangeError(`${id}: the string ${text} is no code; write it as the number ${Number(code)}`);
  }
  return new RangeError(
    `${id} has no code ${text}; its codes are ${[...rows.keys()].join(', ')} (extendStandard adds codes)`,
  );
}
