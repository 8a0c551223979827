import type { Catalogue } from '../standard.js';

/**
 * CODE travel-rule API (CodeVASP), v1.6 and later, error page: what a VASP server answers. The key is `errorType`.
 * No row has a text: `errorMsg` is optional.
 */
export const vaspCodes = {
  UNKNOWN_TRANSFER_ID: {
    status: 503,
    ko: '요청에 적힌 TransferId를 찾을 수 없음',
    en: 'There is no transfer with this TransferId',
    source: 'error page, 503',
    evidence: 'documented',
  },
  VASP_BACKEND_INTERNAL_ERROR: {
    status: 503,
    ko: 'VASP 백엔드 안에서 오류가 남',
    en: 'The VASP backend failed',
    source: 'error page, 503',
    evidence: 'documented',
  },
  MISSING_REQUIRED_MSG_FIELD: {
    status: 503,
    ko: '메시지에 꼭 있어야 하는 필드가 빠짐',
    en: 'The message lacks a required field',
    source: 'error page, 503',
    evidence: 'documented',
  },
  MISSING_HEADER_FIELD: {
    status: 503,
    ko: '필요한 헤더가 빠짐',
    en: 'A required header is missing',
    source: 'error page, 503',
    evidence: 'documented',
  },
  INVALID_MSG_FIELD_VALUE: {
    status: 503,
    ko: '메시지 필드에 쓸 수 없는 값이 들어 있음',
    en: 'A field of the message has a value that is not valid',
    source: 'error page, 503',
    evidence: 'documented',
  },
  DUPLICATED_TRANSFER_ID: {
    status: 503,
    ko: '이미 받은 적이 있는 TransferId임',
    en: 'This TransferId has been received before',
    source: 'error page, 503',
    evidence: 'documented',
  },
  INVALID_HEADER_SIGNATURE: {
    status: 503,
    ko: 'Signature가 맞지 않음. v1.6부터 수신 VASP에는 전달되지 않음',
    en: 'The signature is wrong; since v1.6 a receiving VASP no longer gets one',
    source: 'error page, 503',
    evidence: 'documented',
  },
  INVALID_ENCRYPTED_BODY: {
    status: 503,
    ko: '암호화된 본문을 풀지 못함',
    en: 'The encrypted body could not be decrypted',
    source: 'error page, 503',
    evidence: 'documented',
  },
  UNACCEPTABLE_REQUEST: {
    status: 503,
    ko: '이 VASP로서는 응할 수 없는 요청임',
    en: 'The VASP cannot process what is asked of it',
    source: 'error page, 503',
    evidence: 'documented',
  },
} as const satisfies Catalogue;

/** The same page: what the CODE API server answers. Words that a VASP server shares have another status here. */
export const codeApiCodes = {
  INVALID_TARGET_VASP_ID: {
    status: 422,
    ko: '대상 VASP의 Entity ID가 맞지 않음',
    en: 'The entity ID of the target VASP is not valid',
    source: 'error page, 422',
    evidence: 'documented',
  },
  MISSING_REQUIRED_MSG_FIELD: {
    status: 422,
    ko: '메시지에 꼭 있어야 하는 필드가 빠짐',
    en: 'The message lacks a required field',
    source: 'error page, 422',
    evidence: 'documented',
  },
  MISSING_HEADER_FIELD: {
    status: 422,
    ko: '필요한 헤더가 빠짐',
    en: 'A required header is missing',
    source: 'error page, 422',
    evidence: 'documented',
  },
  INVALID_MSG_FIELD_VALUE: {
    status: 422,
    ko: '메시지 필드에 쓸 수 없는 값이 들어 있음',
    en: 'A field of the message has a value that is not valid',
    source: 'error page, 422',
    evidence: 'documented',
  },
  DUPLICATED_HEADER_NONCE: {
    status: 422,
    ko: '최근에 쓴 Nonce를 다시 보냄',
    en: 'The nonce was used a short while ago',
    source: 'error page, 422',
    evidence: 'documented',
  },
  INVALID_HEADER_SIGNATURE: {
    status: 422,
    ko: '헤더의 Signature가 검증을 통과하지 못함',
    en: 'The signature in the header did not pass verification',
    source: 'error page, 422',
    evidence: 'documented',
  },
  INVALID_RECEIVER_PUBLIC_KEY: {
    status: 422,
    ko: '헤더에 적힌 상대방 공개키가 맞지 않음',
    en: "The other side's public key in the header is not valid",
    source: 'error page, 422',
    evidence: 'documented',
  },
  ILLEGAL_FORMAT_OF_ORIGIN: {
    status: 422,
    ko: 'Origin이 alliance:entityId 꼴이 아님',
    en: 'The origin is not of the form alliance:entityId',
    source: 'error page, 422',
    evidence: 'documented',
  },
  INVALID_ORIGIN: {
    status: 422,
    ko: 'Origin의 VASP를 찾을 수 없거나 alliance가 맞지 않음',
    en: 'The VASP of the origin is unknown, or its alliance is not valid',
    source: 'error page, 422',
    evidence: 'documented',
  },
  // Newer than the v1.6 error page: the operator's documentation of 2026 added it.
  INVALID_BENEFICIARY: {
    status: 422,
    ko: '자산을 받을 쪽 VASP를 확인하지 못함',
    en: 'The beneficiary VASP is not valid or not known',
    source: 'CodeVASP developer documentation, 2026',
    evidence: 'documented',
  },
  BENEFICIARY_VASP_REQUEST_TIMEOUT: {
    status: 408,
    ko: '요청을 전달받은 VASP 서버가 제때 응답하지 않음',
    en: 'The VASP server the request went to did not answer in time',
    source: 'error page, 408',
    evidence: 'documented',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    retryAfter: true,
    ko: '한 IP에서 보낸 요청이 한도를 넘음',
    en: 'One source IP sent more requests than allowed',
    source: 'error page, 429',
    evidence: 'documented',
  },
  RECEIVED_WRONG_JSON_MESSAGE: {
    status: 500,
    ko: '수신 측이 보낸 JSON을 읽지 못함',
    en: 'The JSON that the receiver answered could not be read',
    source: 'error page, 500',
    evidence: 'documented',
  },
  RECEIVED_MSG_MISSING_FIELD: {
    status: 500,
    ko: '수신 측이 보낸 메시지에 필드가 빠져 있음',
    en: 'The message that the receiver answered lacks a field',
    source: 'error page, 500',
    evidence: 'documented',
  },
  CODE_SERVER_INTERNAL_ERROR: {
    status: 500,
    ko: 'CODE 서버 안에서 오류가 남',
    en: 'The CODE server failed',
    source: 'error page, 500',
    evidence: 'documented',
  },
} as const satisfies Catalogue;
