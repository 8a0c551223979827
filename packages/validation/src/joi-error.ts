import { type Failure, failureOfFindings, type RequestPart } from '@oryu/core';

/** What is read of a `ValidationError` of Joi. */
export interface JoiError {
  readonly details: readonly { readonly type: string; readonly path: readonly (string | number)[] }[];
}

/**
 * The failure that an error of Joi means: what is `any.required` is missing. Joi tells of the first finding
 * only, unless `abortEarly` is false.
 *
 * @example
 * const { error, value } = Consent.validate(body, { abortEarly: false });
 * if (error !== undefined) throw failureOfJoi(error);
 */
export function failureOfJoi(error: JoiError, part: RequestPart = 'body'): Failure {
  const findings = error.details.map(({ type, path }) => ({
    part,
    path,
    isMissing: type === 'any.required',
  }));
  return failureOfFindings(findings, error);
}
