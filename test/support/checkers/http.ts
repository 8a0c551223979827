import type { Reply } from '@oryu/core';
import type { Circumstances } from './checker.js';

/** What every standard may send beside the headers it names itself. */
const shared = ['content-length', 'www-authenticate', 'retry-after', 'allow'];

/** What a reply breaks of RFC 9110, and of the rules that all standards share. */
export function problemsOfHttp(
  { status, headers, body }: Reply,
  { isHead, options, settings }: Circumstances,
  own: readonly string[],
): string[] {
  const names = Object.keys(headers);
  const given = new Map(
    Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  const { allow, 'www-authenticate': challenge, 'retry-after': retryAfter } = headers;
  const { wwwAuthenticate = 'Bearer' } = settings;
  const configured = given.get('www-authenticate') || wwwAuthenticate || undefined;
  const rules: Record<string, boolean> = {
    'header names are tokens in lower case': names.every((name) => /^[a-z0-9-]+$/.test(name)),
    'header values are Latin-1 without line breaks': Object.values(headers).every(
      (value) => typeof value === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(value),
    ),
    'headers are the standard’s, or the error’s own': names.every((name) =>
      [...shared, ...own, ...given.keys()].includes(name),
    ),
    'Content-Length is a number': /^(0|[1-9][0-9]*)$/.test(headers['content-length'] ?? ''),
    'Content-Length counts the bytes': isHead || headers['content-length'] === String(length),
    'HEAD has no body': !isHead || length === 0,
    'Allow stands with 405 alone': allow === undefined || status === 405,
    'Allow lists methods, sorted, HEAD with GET': allow === undefined || isAllow(allow),
    'a 401 carries the error’s own challenge or the configured one, and no other status carries any':
      (challenge || undefined) === (status === 401 ? configured : undefined),
    'Retry-After is seconds or a date': retryAfter === undefined || isRetryAfter(retryAfter),
  };
  return Object.keys(rules).filter((rule) => rules[rule] !== true);
}

function isAllow(value: string): boolean {
  const methods = value.split(', ');
  return (
    methods.every((method) => /^[!#$%&'*+.^_`|~0-9A-Z-]+$/.test(method)) &&
    value === [...new Set(methods)].sort().join(', ') &&
    (!methods.includes('GET') || methods.includes('HEAD'))
  );
}

function isRetryAfter(value: string): boolean {
  return (
    /^(0|[1-9][0-9]*)$/.test(value) ||
    /^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$/.test(value)
  );
}
