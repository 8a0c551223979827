import type { FailureKind } from '../failure.js';
import type { FailureCodes } from '../standard.js';
import type { apiCodes, authorizeCodes, tokenCodes } from './codes.js';

/** Which code answers a failure on every API but OAuth. */
export const apiFailures = {
  'route-not-found': 40401,
  'method-not-allowed': 40501,
  // chosen: no row is about a request that HTTP itself refuses
  'malformed-request': 40001,
  'malformed-body': 40001,
  // chosen: 413 is not listed
  'body-too-large': 40001,
  // chosen: 415 is not listed
  'unsupported-media-type': 40002,
  // chosen: 406 is not listed
  'not-acceptable': 40002,
  'missing-header': 40002,
  'invalid-header': 40002,
  'missing-parameter': 40001,
  'invalid-parameter': 40001,
  unauthenticated: 40101,
  forbidden: 40104,
  'rate-limited': 42901,
  // chosen: no row is about a replay; the repeated value travels in a header
  'replayed-request': 40002,
  timeout: 50003,
  unavailable: 50001,
  maintenance: 50008,
  'upstream-failed': 50002,
  // chosen: 501 is not listed
  'not-implemented': 40301,
  unexpected: 50001,
} as const satisfies FailureCodes<keyof typeof apiCodes>;

/**
 * The statuses of failures that Annex 1 (3) does not list, each by its original meaning and without a detailed code
 * (`미기재 응답코드 … 본래 의미대로 적용`, p. 282): sent instead of the codes above with the setting `unlisted: 'bare'`.
 */
export const unlistedStatuses: ReadonlyMap<FailureKind, number> = /* @__PURE__ */ new Map([
  ['body-too-large', 413],
  ['unsupported-media-type', 415],
  ['not-acceptable', 406],
  ['not-implemented', 501],
]);

/** Which code answers a failure when tokens are issued, refreshed and revoked. */
export const tokenFailures = {
  // chosen: the document does not list 404
  'route-not-found': 'invalid_request',
  'method-not-allowed': 'method_not_allowed',
  // chosen: no row is about a request that HTTP itself refuses
  'malformed-request': 'invalid_request',
  'malformed-body': 'invalid_request',
  // chosen: the document does not list 413
  'body-too-large': 'invalid_request',
  'unsupported-media-type': 'invalid_request',
  'not-acceptable': 'invalid_request',
  'missing-header': 'invalid_request',
  'invalid-header': 'invalid_request',
  'missing-parameter': {
    names: { grant_type: 'unsupported_grant_type' },
    otherwise: 'invalid_request',
  },
  'invalid-parameter': {
    names: { grant_type: 'unsupported_grant_type', scope: 'invalid_scope' },
    otherwise: 'invalid_request',
  },
  unauthenticated: 'invalid_client',
  forbidden: 'unauthorized_client',
  // chosen: the document does not list 429
  'rate-limited': 'temporarily_unavailable',
  // chosen: no row knows a replay
  'replayed-request': 'invalid_request',
  timeout: 'server_error',
  unavailable: 'temporarily_unavailable',
  maintenance: 'temporarily_unavailable',
  'upstream-failed': 'server_error',
  // chosen: the document does not list 501
  'not-implemented': 'invalid_request',
  unexpected: 'server_error',
} as const satisfies FailureCodes<keyof typeof tokenCodes>;

/** Which code answers a failure when authorization codes are issued. */
export const authorizeFailures = {
  // chosen: the document does not list 404
  'route-not-found': 'invalid_request',
  'method-not-allowed': 'method_not_allowed',
  // chosen: no row is about a request that HTTP itself refuses
  'malformed-request': 'invalid_request',
  // chosen: the request is without a body
  'malformed-body': 'invalid_request',
  // chosen: the request is without a body
  'body-too-large': 'invalid_request',
  'unsupported-media-type': 'invalid_request',
  'not-acceptable': 'invalid_request',
  'missing-header': 'invalid_request',
  'invalid-header': 'invalid_request',
  'missing-parameter': {
    names: { client_id: 'invalid_client_id', redirect_uri: 'invalid_redirection' },
    otherwise: 'invalid_request',
  },
  'invalid-parameter': {
    names: {
      client_id: 'invalid_client_id',
      redirect_uri: 'invalid_redirection',
      response_type: 'unsupported_response_type',
    },
    otherwise: 'invalid_request',
  },
  unauthenticated: 'unauthorized_client',
  forbidden: 'unauthorized_client',
  // chosen: the document does not list 429
  'rate-limited': 'temporarily_unavailable',
  // chosen: no row knows a replay
  'replayed-request': 'invalid_request',
  timeout: 'server_error',
  unavailable: 'temporarily_unavailable',
  maintenance: 'temporarily_unavailable',
  'upstream-failed': 'server_error',
  // chosen: the document does not list 501
  'not-implemented': 'invalid_request',
  unexpected: 'server_error',
} as const satisfies FailureCodes<keyof typeof authorizeCodes>;
