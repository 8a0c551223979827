import type { Failure } from '@oryu/core';
import { failureOfFindings, memberOf, type RequestPart } from '@oryu/core/binding';

/** The members that are read of a `ValidationError` of Joi. */
export interface JoiError {
  readonly details: readonly JoiDetail[];
}

/** One finding of Joi. */
export interface JoiDetail {
  readonly type: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * The failure that an error of Joi means: `any.required` means a missing value. Joi tells of the first finding
 * only, unless `abortEarly` is false.
 *
 * @example
 * const { error, value } = Consent.validate(body, { abortEarly: false });
 * if (error !== undefined) throw failureOfJoi(error);
 */
export function failureOfJoi(error: JoiError, part: RequestPart = 'body'): Failure {
  const findings = error.details.map((detail) => ({ part, path: detail.path, isMissing: isMissing(detail) }));
  return failureOfFindings(findings, error, failureOfJoi);
}

/** By Joi's own mark. */
export function isJoiError(thrown: unknown): thrown is JoiError {
  return thrown instanceof Error && memberOf(thrown as Error & { isJoi?: unknown }, 'isJoi') === true;
}

/** Whether Joi says that the value is missing. */
export function isMissing({ type }: JoiDetail): boolean {
  return type === 'any.required';
}
