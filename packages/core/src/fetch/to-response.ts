import { ownMembers } from '../own.js';
import { abandonedHeaders, type Reply } from '../reply.js';

/** Fetch: a Response of these statuses cannot be built with a body. */
const nullBodyStatuses = [204, 205, 304];
const encoder = new TextEncoder();

/**
 * A finished response as a Response of the Fetch API.
 *
 * @param earlier the headers of the answer that an error replaces: what described it is left out, all others
 * stay, the reply's own win
 *
 * @example
 * return toResponse(toReply(error, requestView(request), mydata()));
 */
export function toResponse({ status, headers, body }: Reply, earlier?: Headers): Response {
  const kept = [...(earlier ?? [])].filter(
    ([name]) => !abandonedHeaders.has(name) && !Object.hasOwn(headers, name),
  );
  const isEmpty = body.length === 0 || nullBodyStatuses.includes(status);
  // A Response adds `text/plain` to a string that has no content type.
  const isUntyped = typeof body === 'string' && !Object.hasOwn(headers, 'content-type');
  // A polluted Object.prototype could give a Response its reason phrase.
  const init = ownMembers({
    status,
    headers: kept.length === 0 ? { ...headers } : [...kept, ...Object.entries(headers)],
  });
  return new Response(isEmpty ? null : isUntyped ? encoder.encode(body) : body, init);
}
