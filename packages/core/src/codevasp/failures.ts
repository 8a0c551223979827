import type { FailureCodes } from '../standard.js';
import type { codeApiCodes, vaspCodes } from './codes.js';

/** Which code answers a failure on a VASP server. */
export const vaspFailures = {
  // chosen: the document does not list 404
  'route-not-found': 'UNACCEPTABLE_REQUEST',
  // chosen: the document does not list 405
  'method-not-allowed': 'UNACCEPTABLE_REQUEST',
  // chosen: no row is about a request that HTTP itself refuses
  'malformed-request': 'UNACCEPTABLE_REQUEST',
  'malformed-body': 'UNACCEPTABLE_REQUEST',
  'body-too-large': 'UNACCEPTABLE_REQUEST',
  'unsupported-media-type': 'UNACCEPTABLE_REQUEST',
  // chosen: the document does not list 406
  'not-acceptable': 'UNACCEPTABLE_REQUEST',
  'missing-header': 'MISSING_HEADER_FIELD',
  // chosen: a row for a missing header alone
  'invalid-header': 'UNACCEPTABLE_REQUEST',
  'missing-parameter': 'MISSING_REQUIRED_MSG_FIELD',
  'invalid-parameter': 'INVALID_MSG_FIELD_VALUE',
  // chosen: a VASP gets no signature
  unauthenticated: 'UNACCEPTABLE_REQUEST',
  // chosen: the document does not list 403
  forbidden: 'UNACCEPTABLE_REQUEST',
  // chosen: the limit is the CODE API server's
  'rate-limited': 'UNACCEPTABLE_REQUEST',
  // chosen: the nonce is the CODE API server's to check
  'replayed-request': 'UNACCEPTABLE_REQUEST',
  timeout: 'VASP_BACKEND_INTERNAL_ERROR',
  unavailable: 'VASP_BACKEND_INTERNAL_ERROR',
  // chosen: no row is about maintenance
  maintenance: 'VASP_BACKEND_INTERNAL_ERROR',
  'upstream-failed': 'VASP_BACKEND_INTERNAL_ERROR',
  // chosen: the document does not list 501
  'not-implemented': 'UNACCEPTABLE_REQUEST',
  unexpected: 'VASP_BACKEND_INTERNAL_ERROR',
} as const satisfies FailureCodes<keyof typeof vaspCodes>;

/** Which code answers a failure on the CODE API server. */
export const codeApiFailures = {
  // chosen: the document does not list 404
  'route-not-found': 'INVALID_MSG_FIELD_VALUE',
  // chosen: the document does not list 405
  'method-not-allowed': 'INVALID_MSG_FIELD_VALUE',
  // chosen: no row is about a request that HTTP itself refuses
  'malformed-request': 'INVALID_MSG_FIELD_VALUE',
  // chosen: a row for the JSON of the receiver alone
  'malformed-body': 'INVALID_MSG_FIELD_VALUE',
  // chosen: the document does not list 413
  'body-too-large': 'INVALID_MSG_FIELD_VALUE',
  // chosen: the document does not list 415
  'unsupported-media-type': 'INVALID_MSG_FIELD_VALUE',
  // chosen: the document does not list 406
  'not-acceptable': 'INVALID_MSG_FIELD_VALUE',
  'missing-header': 'MISSING_HEADER_FIELD',
  // chosen: rows for three headers alone
  'invalid-header': {
    names: {
      'X-Request-Origin': 'ILLEGAL_FORMAT_OF_ORIGIN',
      'X-Code-Req-Remote-PubKey': 'INVALID_RECEIVER_PUBLIC_KEY',
      'X-Code-Req-Signature': 'INVALID_HEADER_SIGNATURE',
    },
    otherwise: 'INVALID_MSG_FIELD_VALUE',
  },
  'missing-parameter': 'MISSING_REQUIRED_MSG_FIELD',
  'invalid-parameter': 'INVALID_MSG_FIELD_VALUE',
  unauthenticated: 'INVALID_HEADER_SIGNATURE',
  // chosen: the document does not list 403
  forbidden: 'INVALID_ORIGIN',
  'rate-limited': 'TOO_MANY_REQUESTS',
  'replayed-request': 'DUPLICATED_HEADER_NONCE',
  timeout: 'BENEFICIARY_VASP_REQUEST_TIMEOUT',
  unavailable: 'CODE_SERVER_INTERNAL_ERROR',
  // chosen: no row is about maintenance
  maintenance: 'CODE_SERVER_INTERNAL_ERROR',
  'upstream-failed': 'RECEIVED_WRONG_JSON_MESSAGE',
  // chosen: the document does not list 501
  'not-implemented': 'INVALID_MSG_FIELD_VALUE',
  unexpected: 'CODE_SERVER_INTERNAL_ERROR',
} as const satisfies FailureCodes<keyof typeof codeApiCodes>;
