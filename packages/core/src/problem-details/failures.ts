import type { FailureCodes } from '../standard.js';
import type { codes } from './codes.js';

/** Which status answers a failure. */
export const failures = {
  'route-not-found': 404,
  'method-not-allowed': 405,
  'malformed-request': 400,
  'malformed-body': 400,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'not-acceptable': 406,
  'missing-header': 400,
  'invalid-header': 400,
  'missing-parameter': 400,
  'invalid-parameter': 400,
  unauthenticated: 401,
  forbidden: 403,
  'rate-limited': 429,
  // chosen: 425 is for early data, which a client sends again by itself
  'replayed-request': 409,
  // chosen: on 408 a client may send the request again by itself
  timeout: 504,
  unavailable: 503,
  maintenance: 503,
  'upstream-failed': 502,
  'not-implemented': 501,
  unexpected: 500,
} as const satisfies FailureCodes<keyof typeof codes>;
