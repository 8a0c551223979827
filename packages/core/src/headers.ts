import { ownMembers } from './own.js';
import { quote } from './quote.js';

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const notOfFieldValue = /[^\t\x20-\x7e\x80-\xff]/;

/** RFC 9110, 5.6.2: the characters of a header's name or a method. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && token.test(value);
}

const names = new Set<string>();
const mostNames = 100;
const longestName = 64;

/**
 * A header's name in lower case; undefined if it is not a token. The few names that occur are tested once. They are
 * keys of objects, which V8 copies, so that none holds a longer text in memory.
 */
export function fieldName(name: string): string | undefined {
  if (names.has(name)) return name;
  if (!isToken(name)) return undefined;
  const lower = name.toLowerCase();
  if (names.size < mostNames && lower.length <= longestName) names.add(lower);
  return lower;
}

/** RFC 9110, 5.5: a value that Node writes without `ERR_INVALID_CHAR`: without CR, LF and Korean. */
export function isFieldValue(value: unknown): value is string {
  return typeof value === 'string' && !notOfFieldValue.test(value);
}

/** Headers that an error may not carry: the standard or HTTP itself decides them. */
const ruled = new Set([
  'allow',
  'connection',
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'keep-alive',
  'location',
  'retry-after',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Checks the extra headers of an error and puts their names in lower case.
 * @throws TypeError for a header that is malformed, or that the standard or HTTP itself decides.
 */
export function extraHeaders(headers: unknown, status: number): Record<string, string> {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) {
    throw new TypeError('headers must be a plain object');
  }
  const checked: Record<string, string> = ownMembers({});
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    if (!isToken(name)) throw new TypeError(`${quote(name)} is not a header name`);
    if (!isFieldValue(value)) {
      throw new TypeError(`the header ${name} must be printable Latin-1`);
    }
    if (ruled.has(key) && !(key === 'allow' && status === 405)) {
      throw new TypeError(`the standard decides the header ${name}; leave it out of headers`);
    }
    checked[key] = value;
  }
  return checked;
}

/**
 * RFC 9110, 10.2.3: seconds, rounded up, or an IMF-fixdate.
 * @throws RangeError if it is neither a number of seconds from 0 on nor a valid Date.
 */
export function retryAfterValue(value: unknown): string {
  if (value instanceof Date) {
    const year = value.getUTCFullYear();
    if (year >= 0 && year <= 9999) return value.toUTCString();
  } else if (typeof value === 'number' && value >= 0 && Number.isSafeInteger(Math.ceil(value))) {
    return String(Math.ceil(value));
  }
  throw new RangeError('retryAfter must be a number of seconds from 0 on, or a valid Date');
}

/** RFC 9110, 10.2.1: upper case, GET implies HEAD, sorted. */
export function allowValue(methods: readonly string[]): string {
  const names = new Set(methods.map((method) => method.toUpperCase()));
  if (names.has('GET')) names.add('HEAD');
  return [...names].sort().join(', ');
}
