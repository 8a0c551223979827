import { Failure } from '../failure.js';
import { recognise } from './marks.js';

const marks = { classes: ['UnauthorizedError'], members: ['code', 'inner', 'name', 'status'] };
const codes: ReadonlySet<unknown> = new Set([
  'credentials_bad_format',
  'credentials_bad_scheme',
  'credentials_required',
  'invalid_token',
  'revoked_token',
]);

/**
 * The failure `unauthenticated` for a token that express-jwt refuses.
 *
 * Recognised by the class UnauthorizedError with a `code` that express-jwt documents, and by its members `name`, `status`
 * and `inner`. An error of your own `secret` or `isRevoked` (a database that is down) stays unexpected.
 *
 * @example
 * app.use(providerErrors(mydata(), { translate: expressJwt }));
 */
export function expressJwt(thrown: unknown): Failure | undefined {
  const error = recognise(thrown, marks);
  return error !== undefined && codes.has(error.code)
    ? new Failure('unauthenticated', { cause: thrown })
    : undefined;
}
