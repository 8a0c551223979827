import { type Failure, isFailure } from '../failure.js';
import { isProviderError, type ProviderError } from '../provider-error.js';
import { runHook } from '../run-hook.js';

/** A function for `translate`: the code or failure of an error that it recognises, undefined for all others. */
export type Translator<Context = unknown> = (
  thrown: unknown,
  context: Context,
) => ProviderError | Failure | undefined;

/**
 * One `translate` of several: the first translator that recognises an error decides. A translator that throws
 * recognises nothing.
 *
 * @throws TypeError if one of them is not a function
 *
 * @example
 * providerErrors(mydata(), { translate: anyOf(expressJwt, openapiValidator, ownStatus(AppError)) });
 */
export function anyOf<Context>(...translators: readonly Translator<Context>[]): Translator<Context> {
  for (const [index, each] of translators.entries()) {
    if (typeof each !== 'function')
      throw new TypeError(`the translator ${index + 1} of anyOf must be a function`);
  }
  return (thrown, context) => {
    for (const each of translators) {
      const translated = runHook(() => each(thrown, context));
      if (isProviderError(translated) || isFailure(translated)) return translated;
    }
    return undefined;
  };
}
