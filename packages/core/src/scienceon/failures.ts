import type { FailureCodes } from '../standard.js';
import type { codes } from './codes.js';

/** Which code answers a failure. */
export const failures = {
  'route-not-found': 'notFound',
  'method-not-allowed': 'httpMethodNotAllowed',
  'malformed-request': 'badRequest',
  'malformed-body': 'badRequest',
  // chosen: the document does not list 413
  'body-too-large': 'badRequest',
  // chosen: the document does not list 415
  'unsupported-media-type': 'badRequest',
  // chosen: the document does not list 406
  'not-acceptable': 'badRequest',
  'missing-header': 'badRequest',
  'invalid-header': 'badRequest',
  'missing-parameter': 'badRequest',
  'invalid-parameter': 'badRequest',
  unauthenticated: '024',
  forbidden: 'forbidden',
  // chosen: the document does not list 429
  'rate-limited': 'backendError',
  // chosen: no row knows a replay
  'replayed-request': 'badRequest',
  timeout: 'backendError',
  unavailable: 'backendError',
  maintenance: 'backendError',
  'upstream-failed': 'internalError',
  'not-implemented': 'notImplemented',
  unexpected: 'internalError',
} as const satisfies FailureCodes<keyof typeof codes>;
