import { Failure } from '../failure.js';
import { recognise } from './marks.js';

const members = ['code', 'message', 'timeout'];
/** The class of a 503 in http-errors, since its version 1.8 and before. */
const marks = ['ServiceUnavailableError', 'ServerError'].map((name) => ({
  classes: [name, 'HttpError'],
  members,
}));

/**
 * The failure `timeout` for a request whose time connect-timeout ended. Without it, the error's status counts: 503 is
 * `unavailable`.
 *
 * Recognised by the class of http-errors for 503 with the documented `code` ETIMEDOUT and `timeout`. A time-out of an
 * HTTP client or a socket has another class.
 *
 * @example
 * app.use(providerErrors(mydata(), { translate: connectTimeout }));
 */
export function connectTimeout(thrown: unknown): Failure | undefined {
  const [error] = marks.map((each) => recognise(thrown, each)).filter((each) => each !== undefined);
  const isTimeout = error?.code === 'ETIMEDOUT' && typeof error.timeout === 'number';
  return isTimeout ? new Failure('timeout', { cause: thrown }) : undefined;
}
