import type { Catalogue } from '../catalogue.js';

/**
 * ScienceON API Gateway (KISTI), page of error codes and messages; not what the live gateway answers. The key is
 * `errorCode`. The page breaks off after 303: from 400 on, where a row says `chosen`, the status is the page's and
 * the word is ours.
 */
export const codes = {
  // The text is ours: the page shows no body for 301 and 303.
  movedPermanently: {
    status: 301,
    text: 'Moved Permanently',
    needs: 'location',
    fault: 'client',
    ko: '리소스가 다른 URI로 옮겨짐',
    en: 'The resource has moved to another URI',
    source: 'section 301',
    evidence: 'documented',
  },
  // The text is ours, likewise.
  seeOther: {
    status: 303,
    text: 'See Other',
    needs: 'location',
    fault: 'client',
    ko: '처리는 끝났고 결과는 Location의 URL을 GET으로 불러 받음',
    en: 'Done: the result is to be fetched from Location with GET',
    source: 'section 303',
    evidence: 'documented',
  },
  // The text is ours, likewise.
  mediaDownloadRedirect: {
    status: 303,
    text: 'See Other',
    needs: 'location',
    fault: 'client',
    ko: '처리는 끝났고 미디어는 Location의 URL을 GET으로 불러 받음',
    en: 'Done: the media is to be fetched from Location with GET',
    source: 'section 303',
    evidence: 'documented',
  },
  // The example has no status: that of failed authentication in the table.
  '024': {
    status: 401,
    text: 'Authentication failed (인증에 실패하였습니다.)',
    fault: 'client',
    ko: '인증을 통과하지 못함',
    en: 'Authentication did not succeed',
    source: 'JSON example + status table',
    evidence: 'derived',
  },
  badRequest: {
    status: 400,
    text: 'Bad Request',
    fault: 'client',
    ko: '요청 데이터에 잘못된 값이 들어 있음',
    en: 'The request holds a wrong value',
    source: 'status table; the word is ours',
    evidence: 'chosen',
  },
  unauthorized: {
    status: 401,
    text: 'Unauthorized',
    fault: 'client',
    ko: '인증을 통과하지 못함',
    en: 'Authentication did not succeed',
    source: 'status table; the word is ours',
    evidence: 'chosen',
  },
  forbidden: {
    status: 403,
    text: 'Forbidden',
    fault: 'client',
    ko: '인증 여부를 떠나 접근이 막혀 있음',
    en: 'Access is barred, whoever asks',
    source: 'status table; the word is ours',
    evidence: 'chosen',
  },
  notFound: {
    status: 404,
    text: 'Not Found',
    fault: 'client',
    ko: '그런 리소스가 없음',
    en: 'There is no such resource',
    source: 'status table; the word is ours',
    evidence: 'chosen',
  },
  httpMethodNotAllowed: {
    status: 405,
    text: 'Method Not Allowed',
    fault: 'client',
    ko: '이 API가 받지 않는 HTTP 메서드로 호출함',
    en: 'The HTTP method is not allowed here',
    source: 'status table; the word is ours',
    evidence: 'chosen',
  },
  internalError: {
    status: 500,
    text: 'Internal Server Error',
    fault: 'server',
    ko: 'API를 제공하는 쪽의 문제로 실패함',
    en: 'The provider of the API failed',
    source: 'status table; the word is ours',
    evidence: 'chosen',
  },
  notImplemented: {
    status: 501,
    text: 'Not Implemented',
    fault: 'server',
    ko: '아직 만들어지지 않은 REST API임',
    en: 'The REST API does not exist yet',
    source: 'status table; the word is ours',
    evidence: 'chosen',
  },
  backendError: {
    status: 503,
    text: 'Service Unavailable',
    fault: 'server',
    retryable: true,
    ko: '서버나 네트워크 장애 등으로 잠시 API에 닿을 수 없음',
    en: 'The API cannot be reached for the moment, for example in a network failure',
    source: 'status table; the word is ours',
    evidence: 'chosen',
  },
} as const satisfies Catalogue;
