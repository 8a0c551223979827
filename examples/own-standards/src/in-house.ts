import { defineStandard } from '@oryu/core';

const headers = { 'content-type': 'application/json' };

export const { standard: shop, error: ShopError } = defineStandard({
  id: 'shop',
  title: 'Shop API',
  source: 'House rules, 2026',
  codes: {
    BAD_REQUEST: { status: 400, text: '요청이 올바르지 않습니다' },
    NOT_ALLOWED: { status: 403, text: '권한이 없습니다' },
    NOT_THERE: { status: 404, text: '찾을 수 없습니다' },
    OUT_OF_ORDER: { status: 503, text: '잠시 후 다시 시도해 주세요', retryable: true },
  },
  failures: {
    'route-not-found': 'NOT_THERE',
    'method-not-allowed': 'NOT_THERE',
    'malformed-request': 'BAD_REQUEST',
    'malformed-body': 'BAD_REQUEST',
    'body-too-large': 'BAD_REQUEST',
    'unsupported-media-type': 'BAD_REQUEST',
    'not-acceptable': 'BAD_REQUEST',
    'missing-header': 'BAD_REQUEST',
    'invalid-header': 'BAD_REQUEST',
    'missing-parameter': 'BAD_REQUEST',
    'invalid-parameter': 'BAD_REQUEST',
    unauthenticated: 'NOT_ALLOWED',
    forbidden: 'NOT_ALLOWED',
    'rate-limited': 'OUT_OF_ORDER',
    'replayed-request': 'BAD_REQUEST',
    timeout: 'OUT_OF_ORDER',
    unavailable: 'OUT_OF_ORDER',
    maintenance: 'OUT_OF_ORDER',
    'upstream-failed': 'OUT_OF_ORDER',
    'not-implemented': 'NOT_THERE',
    unexpected: 'OUT_OF_ORDER',
  },
  render: ({ code, status, message }) => ({ status, headers, body: JSON.stringify({ code, message }) }),
});
