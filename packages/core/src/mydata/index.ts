/**
 * 금융분야 마이데이터 표준 API (Financial MyData standard API), FSEC, v1.0 of September 2021. A provider is
 * judged by the edition in force: `extendStandard` adds the codes of a later one.
 *
 * @module
 */

import type { CodeOf } from '../catalogue.js';
import { defineStandard, errorOf, factoryOf } from '../define-standard.js';
import type { ErrorClass } from '../error-options.js';
import type { Failure } from '../failure.js';
import type { ProviderError } from '../provider-error.js';
import type { StandardFactory } from '../standard.js';
import { isCallback } from './callback.js';
import { apiCodes, authorizeCodes, tokenCodes } from './codes.js';
import { apiFailures, authorizeFailures, tokenFailures, unlistedStatuses } from './failures.js';
import { authorizeStatuses, readApi, readAuthorize, readToken } from './read.js';
import {
  type ApiSettings,
  type AuthorizeSettings,
  renderApi,
  renderAuthorize,
  renderToken,
  tokenHeaders,
} from './render.js';
import { transactionHeaders } from './transaction-id.js';

const results = {
  '00000': 'mydataResults.success',
  '00001': 'mydataResults.upToDate',
  '99999': 'mydataResults.tokenNotValid',
};

const api = defineStandard<typeof apiCodes, ApiSettings>({
  id: 'mydata',
  name: 'MyDataError',
  title: 'Financial MyData',
  source: '금융분야 마이데이터 표준 API 규격, 금융보안원, v1.0 (2021-09), Annex 1 (3)',
  codes: apiCodes,
  results,
  failures: apiFailures,
  render: renderApi,
  variant: () => 'json',
  headers: transactionHeaders,
  ruledHeaders: ['x-api-tran-id'],
  settings: {
    unlisted(value) {
      if (value !== undefined && value !== 'bare')
        throw new TypeError("unlisted must be 'bare', or left out");
    },
  },
  optionsFor({ kind }, _code, row, { unlisted, on }) {
    const bare = unlisted === 'bare' ? unlistedStatuses.get(kind) : undefined;
    // The row of an extension may have the status, and `on` is the provider's own choice for this kind.
    const isChosen = on !== undefined && Object.hasOwn(on, kind) && on[kind] !== undefined;
    return bare === undefined || bare === row.status || isChosen ? undefined : { bare };
  },
  read: readApi,
});

const token = defineStandard<typeof tokenCodes>({
  id: 'mydata-token',
  name: 'MyDataTokenError',
  title: 'Financial MyData, token API',
  source: '금융분야 마이데이터 표준 API 규격, 금융보안원, v1.0 (2021-09), Annex 1 (2)',
  codes: tokenCodes,
  results,
  failures: tokenFailures,
  render: renderToken,
  variant: () => 'json',
  headers: tokenHeaders,
  ruledHeaders: ['x-api-tran-id'],
  read: readToken,
});

/** The options that only an authorize error has. */
export interface AuthorizeOptions {
  /** An absolute http or https URL that you vouch for: registered for the client whose request this is. */
  callback: string;
}

const authorize = defineStandard<typeof authorizeCodes, AuthorizeSettings, AuthorizeOptions>({
  id: 'mydata-authorize',
  name: 'MyDataAuthorizeError',
  title: 'Financial MyData, authorize API',
  source: '금융분야 마이데이터 표준 API 규격, 금융보안원, v1.0 (2021-09), Annex 1 (1)',
  codes: authorizeCodes,
  results,
  failures: authorizeFailures,
  render: renderAuthorize,
  headers: transactionHeaders,
  ruledHeaders: ['x-api-tran-id'],
  options: {
    callback(value) {
      if (!isCallback(value))
        throw new TypeError('callback must be an absolute http or https URL of printable ASCII');
      return value;
    },
  },
  settings: {
    callback(value) {
      if (value !== undefined && typeof value !== 'function')
        throw new TypeError('callback must be a function that takes the request');
    },
  },
  // Chosen: a failure before the authorize endpoint is not redirected.
  optionsFor: ({ kind }: Failure) =>
    kind === 'route-not-found' || kind === 'malformed-request' || kind === 'method-not-allowed'
      ? { direct: true }
      : undefined,
  read: readAuthorize,
  statusesOf: authorizeStatuses,
});

/** `rsp_code` of every API but OAuth: 40001 … 50009. */
export type MyDataCode = CodeOf<typeof apiCodes>;
/** `error` of the token API. */
export type MyDataTokenCode = CodeOf<typeof tokenCodes>;
/** `error` of the authorize API, and our words for its two fixed descriptions. */
export type MyDataAuthorizeCode = CodeOf<typeof authorizeCodes>;

/**
 * An error of every MyData API but OAuth (Annex 1 (3), pp. 280–282).
 *
 * @param code `rsp_code`; its first three digits are the status
 * @param text `rsp_msg`, at most 450 bytes of UTF-8 within KS X 1001 and ASCII, or options with `message`
 * @throws RangeError for a code that the edition does not have, TypeError for an option the code cannot carry
 *
 * @example
 * throw new MyDataError(40305);
 * throw new MyDataError(40001, '조회 시작일이 잘못되었습니다');
 */
export const MyDataError: ErrorClass<typeof apiCodes> = errorOf(api);
export type MyDataError = ProviderError<MyDataCode>;

/**
 * An error of the token API: issue, refresh, revoke (Annex 1 (2), p. 280). `invalid_client` is 400, not the
 * 401 of RFC 6749. `temporarily_unavailable` may carry `retryAfter`.
 *
 * @throws as {@link MyDataError}
 */
export const MyDataTokenError: ErrorClass<typeof tokenCodes> = errorOf(token);
export type MyDataTokenError = ProviderError<MyDataTokenCode>;

/**
 * An error of the authorize API (Annex 1 (1), p. 279): redirected to the `callback` that you vouch for, here
 * or in `mydataAuthorize`, and answered directly without one. `invalid_client_id`, `invalid_redirection` and
 * `method_not_allowed` are never redirected.
 *
 * @throws as {@link MyDataError}
 */
export const MyDataAuthorizeError: ErrorClass<typeof authorizeCodes, AuthorizeOptions> = errorOf(authorize);
export type MyDataAuthorizeError = ProviderError<MyDataAuthorizeCode>;

/**
 * The standard of every MyData API but OAuth, configured. Throws a TypeError or RangeError for bad settings.
 *
 * @example
 * mydata({ unlisted: 'bare' }); // a body too large: 413 without a body, instead of 400 with 40001
 */
export const mydata: StandardFactory<typeof apiCodes, ApiSettings> = factoryOf(api);

/** The standard of the token API, configured. Throws a TypeError or RangeError for bad settings. */
export const mydataToken: StandardFactory<typeof tokenCodes> = factoryOf(token);

/**
 * The standard of the authorize API, configured. Throws a TypeError or RangeError for bad settings.
 *
 * @example
 * mydataAuthorize({ callback: (request) => registeredCallback(request.url) });
 */
export const mydataAuthorize: StandardFactory<typeof authorizeCodes, AuthorizeSettings, AuthorizeOptions> =
  factoryOf(authorize);

/** Results that look like codes but are not: plain bodies of a 200, to be completed by your data. */
export const mydataResults = /* @__PURE__ */ Object.freeze({
  /** Annex 1 (3), p. 280: done. */
  success: /* @__PURE__ */ Object.freeze({ rsp_code: '00000', rsp_msg: '성공' }),
  /** Annex 1 (3), p. 280: nothing new since the client's timestamp. */
  upToDate: /* @__PURE__ */ Object.freeze({ rsp_code: '00001', rsp_msg: '성공 (UP_TO_DATE)' }),
  /** Chapter 5, authorization API 004: the token to revoke was not valid, which is not an error. The text is ours. */
  tokenNotValid: /* @__PURE__ */ Object.freeze({
    rsp_code: '99999',
    rsp_msg: '폐기할 토큰이 유효하지 않습니다',
  }),
} as const);

/** Annex 14: organisation code (10), one of M S R C P A, and 14 of the provider's choice. */
const transactionIdGrammar = /^[A-Z0-9]{10}[MSRCPA][A-Z0-9]{14}$/;

/** Whether a value is a well-formed `x-api-tran-id` (Annex 14); a missing one is not. */
export function isTransactionId(value: unknown): value is string {
  return typeof value === 'string' && transactionIdGrammar.test(value);
}
