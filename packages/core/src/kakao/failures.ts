import type { FailureCodes } from '../standard.js';
import type { codes, developersCodes } from './codes.js';

/** Which code of the Mobility guide answers a failure. */
export const failures = {
  // chosen: the document does not list 404
  'route-not-found': -9,
  // chosen: the document does not list 405
  'method-not-allowed': -2,
  // chosen: no row is about a request that HTTP itself refuses
  'malformed-request': -2,
  'malformed-body': -2,
  // chosen: a row for images alone
  'body-too-large': -2,
  'unsupported-media-type': -8,
  'not-acceptable': -8,
  'missing-header': -8,
  'invalid-header': -8,
  'missing-parameter': -2,
  'invalid-parameter': -2,
  unauthenticated: -401,
  forbidden: -5,
  'rate-limited': -10,
  // chosen: no row is about a replay; the repeated value travels in a header
  'replayed-request': -8,
  timeout: -1,
  unavailable: -7,
  maintenance: -9798,
  // chosen: no code for 502; -7 covers an internal problem
  'upstream-failed': -7,
  // chosen: the document does not list 501
  'not-implemented': -9,
  unexpected: -1,
} as const satisfies FailureCodes<keyof typeof codes>;

/** Which code of Kakao Developers answers a failure: as above if its table says the same. */
export const developersFailures = {
  // chosen: the document does not list 404
  'route-not-found': -9,
  // chosen: the document does not list 405
  'method-not-allowed': -2,
  // chosen: no row is about a request that HTTP itself refuses
  'malformed-request': -2,
  'malformed-body': -2,
  // chosen: a row for images alone
  'body-too-large': -2,
  'unsupported-media-type': -8,
  'not-acceptable': -8,
  'missing-header': -8,
  'invalid-header': -8,
  'missing-parameter': -2,
  'invalid-parameter': -2,
  unauthenticated: -401,
  forbidden: -5,
  'rate-limited': -10,
  // chosen: no row is about a replay; the repeated value travels in a header
  'replayed-request': -8,
  timeout: -603,
  unavailable: -7,
  maintenance: -9798,
  // chosen: no row names an upstream; -7 covers an internal problem
  'upstream-failed': -7,
  // chosen: the document does not list 501
  'not-implemented': -9,
  unexpected: -1,
} as const satisfies FailureCodes<keyof typeof developersCodes>;
