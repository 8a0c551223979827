import type { Failure } from '@oryu/core';
import { failureOfFindings, mostSegments, ownMembers, type RequestPart } from '@oryu/core/binding';

/** The members that are read of an error of Ajv 8, or of a validator with the same errors. */
export interface AjvError {
  /** A JSON pointer. */
  readonly instancePath?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/**
 * The failure that the errors of Ajv mean. A property that `required` or a similar keyword misses is missing, every
 * other is invalid. A property that is not allowed is named itself.
 *
 * @param cause the error that carried them, for your log
 *
 * @example
 * if (!validateConsent(body)) throw failureOfAjv(validateConsent.errors);
 */
export function failureOfAjv(
  errors: readonly AjvError[] | null | undefined,
  part: RequestPart = 'body',
  cause: unknown = errors,
): Failure {
  const findings = (errors ?? []).map((error) => {
    const { instancePath = '', params } = ownMembers(error);
    const { missingProperty, additionalProperty, unevaluatedProperty, propertyName } = ownMembers(params);
    const property = missingProperty ?? additionalProperty ?? unevaluatedProperty ?? propertyName;
    return { part, path: [...keysOf(instancePath), property], isMissing: missingProperty !== undefined };
  });
  return failureOfFindings(findings, cause, failureOfAjv);
}

/** RFC 6901, 4. */
function keysOf(pointer: string): string[] {
  const keys = pointer.split('/', mostSegments + 1).slice(1);
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
