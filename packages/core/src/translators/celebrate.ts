import type { Failure } from '../failure.js';
import { type Finding, failureOfFindings, type RequestPart } from '../from-findings.js';
import { memberOf } from '../own.js';
import { recognise } from './marks.js';

const marks = { classes: ['CelebrateError'], members: ['details'] };

const parts: ReadonlyMap<unknown, RequestPart> = new Map<unknown, RequestPart>([
  ['headers', 'header'],
  ['params', 'path'],
  ['query', 'query'],
]);

interface JoiError {
  readonly isJoi?: unknown;
  readonly details?: unknown;
}

/**
 * The failure of a request that celebrate refuses, with the names of what is missing or wrong, never their values.
 *
 * Recognised by the class CelebrateError, its symbol `celebrated`, and its `details`: a Map of errors of Joi, one for
 * each part of the request.
 *
 * @example
 * app.use(providerErrors(mydata(), { translate: celebrate }));
 */
export function celebrate(thrown: unknown): Failure | undefined {
  const error = recognise(thrown, marks);
  if (!(error?.details instanceof Map) || !isCelebrated(thrown as object)) return undefined;
  const findings: Finding[] = [];
  for (const [segment, { details }] of error.details as ReadonlyMap<unknown, JoiError>) {
    if (!Array.isArray(details)) return undefined;
    for (const detail of details) {
      const path: unknown = memberOf(detail, 'path');
      findings.push({
        part: parts.get(segment) ?? 'body',
        path: Array.isArray(path) ? path : [],
        isMissing: memberOf(detail, 'type') === 'any.required',
      });
    }
  }
  return failureOfFindings(findings, thrown);
}

function isCelebrated(error: object): boolean {
  const symbol = Object.getOwnPropertySymbols(error).find(({ description }) => description === 'celebrated');
  return symbol !== undefined && (error as Record<symbol, unknown>)[symbol] === true;
}
