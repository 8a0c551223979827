import type { Failure } from '@oryu/core';
import { type Finding, failureOfFindings, memberOf, type RequestPart } from '@oryu/core/binding';

/** The members that are read of a `ValidationError` of class-validator, its own or Nest's. */
export interface ClassValidatorError {
  readonly property: string;
  readonly value?: unknown;
  readonly constraints?: Readonly<Record<string, string>> | undefined;
  readonly children?: readonly ClassValidatorError[] | undefined;
}

/**
 * The failure that the errors of class-validator mean. As in class-validator itself, `undefined` and `null`
 * are missing. If the errors were made without their values, only `@IsDefined()` tells.
 *
 * @example
 * const errors = validateSync(plainToInstance(Consent, body));
 * if (errors.length > 0) throw failureOfClassValidator(errors);
 */
export function failureOfClassValidator(
  errors: readonly ClassValidatorError[],
  part: RequestPart = 'body',
): Failure {
  return failureOfFindings(findingsOfClassValidator(errors, part), errors, failureOfClassValidator);
}

/** The findings of class-validator's errors. */
export function findingsOfClassValidator(
  errors: readonly ClassValidatorError[],
  part: RequestPart,
): Finding[] {
  return leavesOf(errors).map(({ path, isMissing }) => ({ part, path, isMissing }));
}

/** An error without its children. */
export interface Leaf {
  readonly path: readonly string[];
  readonly isMissing: boolean;
  readonly message: string;
}

/** The errors of a tree that have constraints of their own, each with the way to it. */
export function leavesOf(errors: readonly ClassValidatorError[]): Leaf[] {
  const leaves: Leaf[] = [];
  // No recursion: a client may nest deeper than calls may.
  const open = errors.map((error) => ({ error, parent: [] as readonly string[] })).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { error, parent } = next;
    const { property } = error;
    const constraints = memberOf(error, 'constraints');
    const children = memberOf(error, 'children') ?? [];
    const path = [...parent, property];
    if (constraints !== undefined) {
      const message = Object.values(constraints).join(', ');
      leaves.push({ path, isMissing: isMissing(error, constraints), message });
    }
    for (const child of [...children].reverse()) open.push({ error: child, parent: path });
  }
  return leaves;
}

function isMissing(error: ClassValidatorError, constraints: object): boolean {
  if (Object.hasOwn(constraints, 'isDefined')) return true;
  // A property that nobody asked for is not missing, whatever its value.
  if (Object.hasOwn(constraints, 'whitelistValidation') || Object.hasOwn(constraints, 'unknownValue'))
    return false;
  return Object.hasOwn(error, 'value') && (error.value === undefined || error.value === null);
}
