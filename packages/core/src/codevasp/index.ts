/**
 * CODE travel-rule API (CodeVASP), v1.6 and later. Two servers with two tables: a VASP's server (`vasp`) and the
 * CODE API server (`codeApi`), which relays between VASPs. The same word can have another status there.
 *
 * @module
 */

import type { CodeOf } from '../catalogue.js';
import { defineStandard, errorOf, factoryOf } from '../define-standard.js';
import type { ErrorClass } from '../error-options.js';
import type { ProviderError } from '../provider-error.js';
import type { StandardFactory } from '../standard.js';
import { codeApiCodes, vaspCodes } from './codes.js';
import { codeApiFailures, vaspFailures } from './failures.js';
import { read } from './read.js';
import { render } from './render.js';

export {
  type CodeDeniedReason,
  type CodeErrorReason,
  type CodeInvalidReason,
  type CodeResult,
  codeResults,
} from './results.js';

const results = {
  invalid: 'codeResults.invalid(reasonType)',
  denied: 'codeResults.denied(reasonType)',
  error: 'codeResults.error(reasonType)',
};

const ofVasp = defineStandard<typeof vaspCodes>({
  id: 'vasp',
  name: 'VaspError',
  title: 'CODE, VASP server',
  source: 'CODE API, CodeVASP, v1.6+, 오류 반환하기 (503)',
  codes: vaspCodes,
  results,
  failures: vaspFailures,
  render,
  variant: () => 'json',
  read,
});

const ofCodeApi = defineStandard<typeof codeApiCodes>({
  id: 'code-api',
  name: 'CodeApiError',
  title: 'CODE, API server',
  source: 'CODE API, CodeVASP, v1.6+, 오류 반환하기 (422, 408, 429, 500)',
  codes: codeApiCodes,
  results,
  failures: codeApiFailures,
  render,
  variant: () => 'json',
  read,
});

/** `errorType` of a VASP server. */
export type VaspCode = CodeOf<typeof vaspCodes>;
/** `errorType` of the CODE API server. */
export type CodeApiCode = CodeOf<typeof codeApiCodes>;

/**
 * An error of a VASP server (error page, 503). Its status is always 503, for a client's mistake too: keep it
 * from a load balancer that retries or fails over on 503, and go by `fault` in logs and alarms. `invalid`, `denied`
 * and `error` are not errors but results: {@link codeResults}.
 *
 * @param code `errorType`
 * @param text `errorMsg`, left out if it is not given; or options with `message`
 * @throws RangeError for a code that the document does not have, TypeError for an option the code cannot carry
 *
 * @example
 * throw new VaspError('UNKNOWN_TRANSFER_ID');
 */
export const VaspError: ErrorClass<typeof vaspCodes> = errorOf(ofVasp);
export type VaspError = ProviderError<VaspCode>;

/**
 * An error of the CODE API server (error page, 422, 408, 429, 500). `TOO_MANY_REQUESTS` and
 * `BENEFICIARY_VASP_REQUEST_TIMEOUT` may carry `retryAfter`.
 *
 * @throws as {@link VaspError}
 */
export const CodeApiError: ErrorClass<typeof codeApiCodes> = errorOf(ofCodeApi);
export type CodeApiError = ProviderError<CodeApiCode>;

/** The standard of a VASP server, configured. Throws a TypeError or RangeError for bad settings. */
export const vasp: StandardFactory<typeof vaspCodes> = factoryOf(ofVasp);

/**
 * The standard of the CODE API server, configured. Throws a TypeError or RangeError for bad settings.
 *
 * @example
 * // Relaying: a VASP's error is thrown, and passed on by `translate` as it came; what is no conformant
 * // answer becomes RECEIVED_MSG_MISSING_FIELD, or RECEIVED_WRONG_JSON_MESSAGE as any failure upstream.
 * app.post('/v1/code/transfer/:vasp', async (request, response) => {
 *   const reply = await send(request);
 *   const { error, mismatch, detail } = parseReply(vasp(), reply);
 *   if (error) throw error;
 *   if (mismatch === 'missing-member') throw new CodeApiError('RECEIVED_MSG_MISSING_FIELD', { cause: detail });
 *   if (mismatch !== 'success') throw new Failure('upstream-failed', { cause: detail });
 *   response.type('json').send(reply.body);
 * });
 * const translate = (thrown: unknown) => (thrown instanceof VaspError ? thrown : undefined);
 * app.use(providerErrors(codeApi(), { translate }));
 */
export const codeApi: StandardFactory<typeof codeApiCodes> = factoryOf(ofCodeApi);
