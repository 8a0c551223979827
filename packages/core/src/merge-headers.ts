import { assignable, ownMembers } from './own.js';
import { type Reply, staleHeaders } from './reply.js';

/** A header's value as Node keeps it: several values as an array. */
export type HeaderValue = string | number | readonly string[];

/** The rules of a reply for headers that were set before it. */
export interface HeaderRules {
  /** Headers that the standard alone may set, in lower case: an earlier value goes, whatever it is. */
  readonly ruled: readonly string[];
  /** The same request may succeed later, so an earlier `retry-after` stays if the reply is without one. */
  readonly retryable: boolean;
  /** The reply's `www-authenticate` is the error's own. The standard's default yields to an earlier one. */
  readonly hasOwnChallenge: boolean;
}

const rulesOf = Symbol.for('@oryu/core/header-rules');
const noRules: HeaderRules = /* @__PURE__ */ Object.freeze({
  ruled: /* @__PURE__ */ Object.freeze([]),
  retryable: false,
  hasOwnChallenge: true,
});

/** Attaches rules to a reply, out of sight: a reply compares equal by status, headers and body. */
export function withHeaderRules<R extends Reply>(reply: R, value: HeaderRules | undefined): R {
  if (value === undefined) return reply;
  try {
    return Object.defineProperty(reply, rulesOf, { value });
  } catch {
    // Object.prototype has a `get`. V8 is slow with a descriptor that inherits nothing.
    return Object.defineProperty(reply, rulesOf, assignable(value));
  }
}

/** The rules attached to a reply; undefined for a reply that no standard made. */
export function headerRulesOf(reply: Reply): HeaderRules | undefined {
  return Object.hasOwn(reply, rulesOf) ? (reply as { [rulesOf]?: HeaderRules })[rulesOf] : undefined;
}

/**
 * The headers to send when a reply replaces an answer: those of the reply, and those set earlier that stay.
 *
 * | set earlier | stays |
 * |---|---|
 * | `allow` | on a 405, if the reply is without one |
 * | `retry-after` | if the code is retryable and the reply is without one |
 * | `www-authenticate` | on a 401, instead of the standard's default, unless the error has one of its own |
 * | `cache-control` with `no-store` or `private` | as `no-store`, if the reply is without one |
 * | `vary`, `set-cookie` | together with the reply's |
 * | another of {@link staleHeaders}, `content-type`, a header that the standard rules | never |
 * | any other | if the reply does not have it |
 *
 * @param earlier names in lower case, own members only
 */
export function mergeHeaders(
  reply: Reply,
  earlier: Readonly<Record<string, HeaderValue | undefined>>,
): Record<string, HeaderValue> {
  const { status } = reply;
  const { ruled, retryable, hasOwnChallenge } = headerRulesOf(reply) ?? noRules;
  const merged: Record<string, HeaderValue> = ownMembers(reply.headers);
  for (const name of Object.keys(earlier)) {
    const value = earlier[name];
    if (value === undefined || ruled.includes(name)) continue;
    const isGiven = Object.hasOwn(merged, name);
    switch (name) {
      case 'allow':
        if (status === 405 && !isGiven) merged[name] = value;
        break;
      case 'retry-after':
        if (retryable && !isGiven) merged[name] = value;
        break;
      case 'www-authenticate':
        if (status === 401 && !(isGiven && hasOwnChallenge)) merged[name] = value;
        break;
      case 'cache-control':
        if (!isGiven && forbidsStoring(value)) merged[name] = 'no-store';
        break;
      case 'content-type':
        break;
      case 'vary':
        merged[name] = isGiven ? joined([value, merged[name] as HeaderValue]) : value;
        break;
      case 'set-cookie':
        merged[name] = isGiven
          ? [...new Set([value, merged[name] as HeaderValue].flat().map(String))]
          : value;
        break;
      default:
        if (!isGiven && !staleHeaders.includes(name)) merged[name] = value;
    }
  }
  return merged;
}

function forbidsStoring(value: HeaderValue): boolean {
  return /(?:^|[\s,])(?:no-store|private)(?:$|[\s,=])/i.test(String(value));
}

/** RFC 9110, 12.5.5: a list without regard to order and case; each member once. */
function joined(values: readonly HeaderValue[]): string {
  const members = values
    .join(',')
    .split(',')
    .map((member) => member.trim());
  const lower = members.map((member) => member.toLowerCase());
  return members
    .filter((member, index) => member !== '' && lower.indexOf(lower[index] as string) === index)
    .join(', ');
}
