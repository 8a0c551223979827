import { byteLength } from './byte-length.js';
import type { Catalogue } from './catalogue.js';
import { fieldName, isFieldValue, retryAfterValue } from './headers.js';
import { withHeaderRules } from './merge-headers.js';
import { memberOf, ownMembers } from './own.js';
import type { Reply } from './reply.js';
import type { ResolvedError, StandardDefinition } from './standard.js';

/** Everything that depends on no request; so that a wrong rendering shows here and not in a client. */
export function finishReply(
  reply: Reply,
  { row, options }: ResolvedError,
  { id, ruledHeaders: ruled = [] }: Pick<StandardDefinition<Catalogue>, 'id' | 'ruledHeaders'>,
  wwwAuthenticate: string | false,
): Reply {
  const status = memberOf(reply, 'status') as number;
  const body = memberOf(reply, 'body');
  if (!Number.isInteger(status) || status < 200 || status > 599)
    throw new RangeError(`${id}: render() must return an HTTP status`);
  if (typeof body !== 'string' && !(body instanceof Uint8Array))
    throw new TypeError(`${id}: render() must return a body`);
  const { retryAfter } = options;
  const headers: Record<string, string> = ownMembers({});
  if (options.headers !== undefined) {
    // The standard's own win, and only a 401 has a challenge (RFC 9110, 11.6.1).
    const leftOut = status === 401 ? ruled : [...ruled, 'www-authenticate'];
    addHeaders(headers, options.headers, id, leftOut);
  }
  addHeaders(headers, memberOf(reply, 'headers'), id);
  const hasOwnChallenge = Object.hasOwn(headers, 'www-authenticate') && headers['www-authenticate'] !== '';
  if (status === 401 && wwwAuthenticate !== false && !hasOwnChallenge)
    headers['www-authenticate'] = wwwAuthenticate;
  if (retryAfter !== undefined && row.retryable === true)
    headers['retry-after'] = retryAfterValue(retryAfter);
  headers['content-length'] = String(typeof body === 'string' ? byteLength(body) : body.byteLength);
  const retryable = row.retryable === true;
  // Bytes can be changed by all who have them.
  const own = { status, headers, body: typeof body === 'string' ? body : new Uint8Array(body) };
  return withHeaderRules(own, { ruled, retryable, hasOwnChallenge });
}

/** Adds headers fit to be written, their names in lower case. */
function addHeaders(
  headers: Record<string, string>,
  given: unknown,
  id: string,
  leftOut: readonly string[] = [],
): void {
  if (typeof given !== 'object' || given === null) throw new TypeError(`${id}: headers must be an object`);
  for (const name in given) {
    if (!Object.hasOwn(given, name)) continue;
    const value = (given as Readonly<Record<string, unknown>>)[name];
    const key = fieldName(name);
    if (key === undefined || !isFieldValue(value)) throw new TypeError(`${id}: a header is malformed`);
    if (!leftOut.includes(key)) headers[key] = value;
  }
}
