import { type HeaderValue, mergeHeaders } from '../merge-headers.js';
import { ownMembers } from '../own.js';
import type { Reply } from '../reply.js';

/** Fetch: a Response of these statuses cannot be built with a body. */
const nullBodyStatuses = [204, 205, 304];
const encoder = new TextEncoder();

/**
 * A finished response as a Response of the Fetch API.
 *
 * @param earlier the headers of the answer that an error replaces: those that described it are left out, all
 * others stay (see `staleHeaders`), and the reply's own win
 *
 * @example
 * return toResponse(toReply(error, requestView(request), mydata()));
 */
export function toResponse(reply: Reply, earlier?: Headers): Response {
  const { status, body } = reply;
  const merged = earlier === undefined ? reply.headers : mergeHeaders(reply, membersOf(earlier));
  const isEmpty = body.length === 0 || nullBodyStatuses.includes(status);
  // A Response adds `text/plain` to a string without a content type.
  const isUntyped = typeof body === 'string' && !Object.hasOwn(merged, 'content-type');
  const pairs = Object.entries(merged).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, String(each)]),
  );
  // A polluted Object.prototype could give a Response its reason phrase.
  const init = ownMembers({ status, headers: pairs });
  return new Response(
    isEmpty ? null : isUntyped ? encoder.encode(body) : (body as Uint8Array<ArrayBuffer> | string),
    init,
  );
}

/**
 * Gives a response made by {@link toResponse} the headers of its reply again, after others have changed them. Much
 * cheaper than another response. For bindings.
 */
export function restoreHeaders({ headers }: Response, reply: Reply): void {
  const present = membersOf(headers);
  const merged = mergeHeaders(reply, present);
  for (const name of Object.keys(present)) if (!Object.hasOwn(merged, name)) headers.delete(name);
  for (const name of Object.keys(merged)) {
    const value = merged[name] as HeaderValue;
    if (value === present[name]) continue;
    headers.delete(name);
    for (const each of [value].flat()) headers.append(name, String(each));
  }
}

/** Only cookies stand for themselves: all other headers of a name are one value. */
function membersOf(headers: Headers): Record<string, HeaderValue> {
  const members: Record<string, HeaderValue> = Object.create(null);
  for (const [name, value] of headers) {
    const known = members[name];
    members[name] = known === undefined ? value : [known, value].flat().map(String);
  }
  return members;
}
