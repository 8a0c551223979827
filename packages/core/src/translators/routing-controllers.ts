import { Failure } from '../failure.js';
import { classesOf } from './marks.js';
import { failureOfStatus } from './of-status.js';

const members: ReadonlySet<string> = new Set(['errors', 'httpCode', 'message', 'name', 'paramName']);

/**
 * The failure that an error of routing-controllers means by its `httpCode`: a parameter that is missing or not valid, a
 * user who may not enter, an action that returned nothing, or an HttpError that you threw yourself. Without
 * `defaultErrorHandler: false` the library sends its own response first.
 *
 * Recognised by the library's class HttpError, the first below Error, and by the documented `httpCode`. An error with any
 * member that the library does not set is not recognised.
 *
 * @example
 * useExpressServer(app, { controllers, defaultErrorHandler: false });
 * app.use(providerErrors(mydata(), { translate: routingControllers }));
 */
export function routingControllers(thrown: unknown): Failure | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const classes = classesOf(thrown);
  const isOwn = classes.at(-1) === 'HttpError' && Object.keys(thrown).every((name) => members.has(name));
  if (!isOwn || !Object.hasOwn(thrown, 'httpCode')) return undefined;
  if (classes[0] === 'ParamRequiredError') return new Failure('missing-parameter', { cause: thrown });
  return failureOfStatus((thrown as Error & { readonly httpCode: unknown }).httpCode, thrown);
}
