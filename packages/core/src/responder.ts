import { assertStandard } from './assert-standard.js';
import type { Framework, ProviderErrorsOptions } from './hooks.js';
import type { Reply, RequestView } from './reply.js';
import type { Standard } from './standard.js';
import { givenOptions, none, replyTo } from './to-reply.js';

/**
 * The {@link toReply} of a binding: its standard and options are checked once, at start-up.
 * @throws TypeError if the standard is not one (say, a factory that was not called) or an option is unknown.
 */
export function responder<Context>(
  standard: Standard,
  options: ProviderErrorsOptions<Context> | undefined,
  framework: Framework<Context> = none,
): (thrown: unknown, request: RequestView, context: Context) => Reply {
  assertStandard(standard);
  for (const name of Object.keys(options ?? none)) {
    if (name !== 'translate' && name !== 'onError') {
      throw new TypeError(
        `providerErrors has no option ${JSON.stringify(name)}; the options are translate, onError`,
      );
    }
  }
  const given = givenOptions(options);
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && typeof value !== 'function') throw new TypeError(`${name} must be a function`);
  }
  return (thrown, request, context) => {
    try {
      return replyTo({ thrown, request, standard, options: given, framework, context });
    } catch {
      return standard.lastResort;
    }
  };
}
