import fc from 'fast-check';
import { fail, loud, secret } from './secret.js';

/** What is for the log alone. */
export const cause = fc.constantFrom<unknown>(
  undefined,
  secret,
  new Error(secret),
  loud,
  new Error('a', { cause: new AggregateError([loud, new Error(secret)], secret) }),
  Object.defineProperty({}, 'message', { get: fail }),
);

/** Extra headers, some of them the standards' own. */
export const headers = fc.dictionary(
  fc.constantFrom(
    'x-a',
    'Vary',
    'set-cookie',
    'WWW-Authenticate',
    'Cache-Control',
    'Pragma',
    'x-api-tran-id',
  ),
  fc.string({ unit: fc.constantFrom('A', ' ', '\t', '\x80', '\xff', ';'), maxLength: 20 }),
  { maxKeys: 3 },
);

/** Seconds, or a date. */
export const retryAfter = fc.oneof(
  fc.nat(),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
  fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
);
