import { type Failure, UnthrownFailure } from '../failure.js';

type Parse = (...given: unknown[]) => Promise<unknown>;

/** Shared by all installed copies of this package. */
const noted = Symbol.for('@oryu/core/body-errors');

interface Watched {
  /** The method that rejected, by its error. */
  [noted]?: Map<unknown, string>;
}

/**
 * Returns a function that makes a request note the errors of its own parsing methods: a SyntaxError does not say whose text did
 * not parse. Only that request object gets methods of its own; one that is frozen notes nothing. For bindings.
 *
 * @param names the methods that parse the body, `json` for example
 * @param isSpent whether the application has read the body elsewhere: a parsing method then fails by its mistake
 */
export function bodyWatcher<Request extends object>(
  names: readonly string[],
  isSpent: (request: Request) => boolean,
): (request: Request) => void {
  const noting = (name: string, methodOf: (request: Request) => Parse) =>
    async function (this: Request, ...given: unknown[]): Promise<unknown> {
      const wasSpent = isSpent(this);
      try {
        return await methodOf(this).apply(this, given);
      } catch (error) {
        if (!wasSpent) note(this, error, name);
        throw error;
      }
    };
  // Made once: a request then costs no more than its properties.
  const methods = names.map((name) => {
    const value = noting(name, (request) => Object.getPrototypeOf(request)[name]);
    return { name, descriptor: { value, configurable: true, writable: true } };
  });
  return (request) => {
    for (const { name, descriptor } of methods) {
      const own = Object.hasOwn(request, name) ? (request as Record<string, Parse>)[name] : undefined;
      const value = own === undefined ? descriptor.value : noting(name, () => own);
      Reflect.defineProperty(request, name, own === undefined ? descriptor : { ...descriptor, value });
    }
  };
}

function note(request: Watched, error: unknown, name: string): void {
  const errors = request[noted] ?? new Map();
  errors.set(error, name);
  Reflect.defineProperty(request, noted, { value: errors });
}

/** The content types of forms; `formData()` refuses all others. */
const form = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/** The failure for an error that a parsing method of a watched request rejected with; undefined for all others. For bindings. */
export function failureOfBody(thrown: unknown, request: object, { headers }: Request): Failure | undefined {
  const name = (request as Watched)[noted]?.get(thrown);
  if (name === undefined) return undefined;
  const isUnsupported = name === 'formData' && !form.test(headers.get('content-type') ?? '');
  return new UnthrownFailure(isUnsupported ? 'unsupported-media-type' : 'malformed-body', { cause: thrown });
}
