import type { FailureKind, FailureOptions } from './failure.js';
import { isFieldValue, isToken } from './headers.js';
import { ownMembers } from './own.js';

/** Which kind of failure a bare HTTP status means, when nothing else is known of an error. */
export const statusKinds: Readonly<Record<number, FailureKind>> = /* @__PURE__ */ Object.freeze({
  400: 'invalid-parameter',
  401: 'unauthenticated',
  402: 'forbidden',
  403: 'forbidden',
  404: 'route-not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  407: 'unauthenticated',
  408: 'timeout',
  409: 'invalid-parameter',
  410: 'route-not-found',
  411: 'missing-header',
  412: 'invalid-header',
  413: 'body-too-large',
  414: 'malformed-request',
  415: 'unsupported-media-type',
  416: 'invalid-header',
  417: 'invalid-header',
  422: 'invalid-parameter',
  423: 'unavailable',
  424: 'upstream-failed',
  425: 'replayed-request',
  426: 'malformed-request',
  428: 'missing-header',
  429: 'rate-limited',
  431: 'malformed-request',
  451: 'forbidden',
  500: 'unexpected',
  501: 'not-implemented',
  502: 'upstream-failed',
  503: 'unavailable',
  504: 'timeout',
  505: 'malformed-request',
});

/** The kind of failure that a bare status means: another 4xx is a malformed request, all else unexpected. */
export function kindOfStatus(status: number): FailureKind {
  // What an error calls its status may be the name of something that every object has.
  if (Object.hasOwn(statusKinds, status)) return statusKinds[status] as FailureKind;
  return status >= 400 && status <= 499 ? 'malformed-request' : 'unexpected';
}

/**
 * The options of a failure that the headers of a framework's own error hold: `allow`, `retry-after`, `www-authenticate`.
 * A malformed one is left out.
 *
 * @param headers a plain object, names in any case; anything else holds nothing
 */
export function optionsOfHeaders(
  headers: unknown,
): Pick<FailureOptions, 'allow' | 'retryAfter' | 'challenge'> {
  if (typeof headers !== 'object' || headers === null) return ownMembers({});
  const given = Object.entries(headers).filter(([, value]) => value !== undefined && value !== null);
  const byName = new Map(given.map(([name, value]) => [name.toLowerCase(), String(value)]));
  const allow = byName.get('allow')?.match(/[^\s,]+/g);
  const retryAfter = timeOf(byName.get('retry-after'));
  const challenge = byName.get('www-authenticate');
  return ownMembers({
    ...(allow?.every(isToken) && { allow }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(challenge !== undefined && challenge !== '' && isFieldValue(challenge) && { challenge }),
  });
}

/** RFC 9110, 10.2.3: seconds or a date. */
function timeOf(value: string | undefined): number | Date | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,15}$/.test(value)) return Number(value);
  const date = new Date(value);
  return /^[A-Z][a-z]{2}, .* GMT$/.test(value) && !Number.isNaN(date.getTime()) ? date : undefined;
}
