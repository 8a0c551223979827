import type { Failure } from './failure.js';
import { failureOfFindings, type RequestPart } from './from-findings.js';

/** What is read of an error of Ajv 8, or of a validator that follows it as far as it goes. */
export interface AjvError {
  /** A JSON pointer. */
  readonly instancePath?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/**
 * The failure that the errors of Ajv mean. What `required` and its kin miss is missing, all else is invalid; a
 * property that is not allowed is named itself.
 *
 * @param cause what the errors came with, for your log
 *
 * @example
 * if (!validateConsent(body)) throw failureOfAjv(validateConsent.errors);
 */
export function failureOfAjv(
  errors: readonly AjvError[] | null | undefined,
  part: RequestPart = 'body',
  cause: unknown = errors,
): Failure {
  const findings = (errors ?? []).map(({ instancePath = '', params = {} }) => {
    const { missingProperty, additionalProperty, unevaluatedProperty, propertyName } = params;
    const property = missingProperty ?? additionalProperty ?? unevaluatedProperty ?? propertyName;
    return { part, path: [...keysOf(instancePath), property], isMissing: missingProperty !== undefined };
  });
  return failureOfFindings(findings, cause);
}

/** RFC 6901, 4. */
function keysOf(pointer: string): string[] {
  const keys = pointer.split('/').slice(1);
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
