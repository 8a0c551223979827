import type { Failure } from '../failure.js';
import { recognise } from './marks.js';
import { failureOfStatus } from './of-status.js';

const marks = { classes: ['AuthenticationError'], members: ['message', 'name', 'status'] };

/**
 * The failure of a request that passport refuses with `failWithError: true`: `unauthenticated`, or the kind of the
 * status that a strategy gave (400 or 403). Without that option passport sends its own response, and there is no error.
 *
 * Recognised by the class AuthenticationError with a `name`, a `message` and a `status`, and no other member. An HTTP
 * client's error of that name also holds headers or a body.
 *
 * @example
 * app.use(passport.authenticate('bearer', { session: false, failWithError: true }));
 * app.use(providerErrors(mydata(), { translate: passport }));
 */
export function passport(thrown: unknown): Failure | undefined {
  const error = recognise(thrown, marks);
  return error === undefined ? undefined : failureOfStatus(error.status, thrown);
}
