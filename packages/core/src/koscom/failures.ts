import type { FailureCodes } from '../standard.js';
import type { codes } from './codes.js';

/** Which code answers a failure on the platform's own servers: `op-apim` and `op-auth`. */
export const platformFailures = {
  'route-not-found': 404,
  'method-not-allowed': 405,
  'malformed-request': 400,
  'malformed-body': 400,
  'body-too-large': 400,
  'unsupported-media-type': 415,
  'not-acceptable': 406,
  // chosen: 400 names no headers
  'missing-header': 400,
  // chosen: 400 names no headers
  'invalid-header': 400,
  'missing-parameter': 400,
  'invalid-parameter': 400,
  unauthenticated: 401,
  forbidden: 403,
  // chosen: the document does not list 429
  'rate-limited': 503,
  // chosen: no row knows a replay
  'replayed-request': 400,
  timeout: 408,
  unavailable: 503,
  maintenance: 503,
  // chosen: the document does not list 502
  'upstream-failed': 500,
  // chosen: the document does not list 501
  'not-implemented': 404,
  unexpected: 500,
} as const satisfies FailureCodes<keyof typeof codes>;

/** Which code answers a failure on the server that links the companies: `op-exco`. */
export const companyLinkFailures = {
  'route-not-found': 404,
  'method-not-allowed': 405,
  'malformed-request': 400,
  'malformed-body': 400,
  'body-too-large': 400,
  'unsupported-media-type': 415,
  'not-acceptable': 406,
  // chosen: 400 names no headers
  'missing-header': 400,
  // chosen: 400 names no headers
  'invalid-header': 400,
  'missing-parameter': 3003,
  'invalid-parameter': 400,
  unauthenticated: 401,
  forbidden: 403,
  // chosen: the document does not list 429
  'rate-limited': 503,
  // chosen: no row knows a replay
  'replayed-request': 400,
  timeout: 408,
  unavailable: 503,
  maintenance: 503,
  'upstream-failed': 3600,
  // chosen: the document does not list 501
  'not-implemented': 404,
  unexpected: 3999,
} as const satisfies FailureCodes<keyof typeof codes>;

/** Which code answers a failure on the server of a company. */
export const companyFailures = {
  'route-not-found': 404,
  'method-not-allowed': 405,
  'malformed-request': 7000,
  'malformed-body': 7000,
  'body-too-large': 7000,
  'unsupported-media-type': 415,
  'not-acceptable': 406,
  'missing-header': 7000,
  'invalid-header': 7000,
  'missing-parameter': 7000,
  'invalid-parameter': 7000,
  unauthenticated: 401,
  forbidden: 403,
  // chosen: the document does not list 429
  'rate-limited': 503,
  // chosen: no row knows a replay
  'replayed-request': 7000,
  timeout: 408,
  unavailable: 503,
  maintenance: 503,
  // chosen: the document does not list 502
  'upstream-failed': 500,
  // chosen: the document does not list 501
  'not-implemented': 404,
  unexpected: 500,
} as const satisfies FailureCodes<keyof typeof codes>;
