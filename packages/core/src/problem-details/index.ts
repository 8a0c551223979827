/**
 * Problem details for HTTP APIs, RFC 9457: for the routes of a provider that no other standard rules.
 *
 * @module
 */

import type { CodeOf } from '../catalogue.js';
import { defineStandard, errorOf, factoryOf } from '../define-standard.js';
import type { ErrorClass } from '../error-options.js';
import type { ProviderError } from '../provider-error.js';
import type { StandardFactory } from '../standard.js';
import { codes } from './codes.js';
import { failures } from './failures.js';
import { read } from './read.js';
import { render } from './render.js';

export type { ProblemRow } from './render.js';

const defined = defineStandard<typeof codes>({
  id: 'problem-details',
  name: 'ProblemDetailsError',
  title: 'Problem details for HTTP APIs',
  source: 'RFC 9457 (July 2023); IANA HTTP Status Code Registry',
  codes,
  failures,
  render,
  variant: () => 'json',
  read,
});

/** An HTTP status: 400 … 508. */
export type ProblemDetailsCode = CodeOf<typeof codes>;

/**
 * A problem of the type `about:blank` (RFC 9457, 4.2.1): an HTTP status, and a detail if there is one.
 *
 * @param code the HTTP status
 * @param text `detail`, or options with `message`; 408, 425, 429, 503 and 504 may carry `retryAfter`
 * @throws RangeError for a status that is not in the catalogue, TypeError for an option the code cannot carry
 *
 * @example
 * throw new ProblemDetailsError(409, 'The order has already been shipped.');
 */
export const ProblemDetailsError: ErrorClass<typeof codes> = errorOf(defined);
export type ProblemDetailsError = ProviderError<ProblemDetailsCode>;

/**
 * Problem details, configured. Throws a TypeError or RangeError for bad settings.
 *
 * @example
 * // A problem type of your own: its row is a `ProblemRow`.
 * extendStandard(problemDetails, {
 *   codes: { 'out-of-credit': { status: 403, type: 'https://example.com/out-of-credit', text: 'Not enough credit' } },
 * });
 */
export const problemDetails: StandardFactory<typeof codes> = factoryOf(defined);
