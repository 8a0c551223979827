import { type Failure, failureOfFindings, type RequestPart } from '@oryu/core';

/** What is read of a `ValidationError` of class-validator, its own or Nest's. */
export interface ClassValidatorError {
  readonly property: string;
  readonly value?: unknown;
  readonly constraints?: Readonly<Record<string, string>> | undefined;
  readonly children?: readonly ClassValidatorError[] | undefined;
}

/**
 * The failure that the errors of class-validator mean. As in class-validator itself, `undefined` and `null`
 * are missing. Where the errors were made without their values, only `@IsDefined()` tells.
 *
 * @example
 * const errors = validateSync(plainToInstance(Consent, body));
 * if (errors.length > 0) throw failureOfClassValidator(errors);
 */
export function failureOfClassValidator(
  errors: readonly ClassValidatorError[],
  part: RequestPart = 'body',
): Failure {
  const findings = leavesOf(errors).map(({ path, isMissing }) => ({ part, path, isMissing }));
  return failureOfFindings(findings, errors);
}

/** An error without its children. */
export interface Leaf {
  readonly path: readonly string[];
  readonly isMissing: boolean;
  readonly message: string;
}

/** The errors of a tree that have constraints of their own, each with the way to it. */
export function leavesOf(errors: readonly ClassValidatorError[], parent: readonly string[] = []): Leaf[] {
  return errors.flatMap((error) => {
    const { property, constraints, children = [] } = error;
    const path = [...parent, property];
    const below = leavesOf(children, path);
    if (constraints === undefined) return below;
    const message = Object.values(constraints).join(', ');
    return [{ path, isMissing: isMissing(error, constraints), message }, ...below];
  });
}

function isMissing(error: ClassValidatorError, constraints: object): boolean {
  if ('isDefined' in constraints) return true;
  // What nobody asked for is not missing, whatever its value.
  if ('whitelistValidation' in constraints || 'unknownValue' in constraints) return false;
  return 'value' in error && (error.value === undefined || error.value === null);
}
