import type { Failure } from '@oryu/core';
import {
  beginStackAbove,
  type Finding,
  failureOfFindings,
  memberOf,
  type RequestPart,
  UnthrownFailure,
} from '@oryu/core/binding';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { validateWith } from './validate-with.js';

/** What a schema says, a success or its issues. */
interface Result {
  readonly value?: unknown;
  readonly issues?: readonly StandardSchemaV1.Issue[] | undefined;
}

/** A part of a request, or a value in it, and the schema for it. */
export interface PartToValidate {
  readonly schema: StandardSchemaV1;
  readonly input: unknown;
  readonly part: RequestPart;
  /** The path of the input within the part; by default it is the whole part. */
  readonly path?: readonly string[];
}

/** An issue of Standard Schema, and the members that some schemas add. */
export interface Issue extends StandardSchemaV1.Issue {
  /** Whether the value is missing, if the schema knows better than the input shows: `schemaOf`. */
  readonly isMissing?: boolean;
  /** Zod's: `unrecognized_keys` comes with `keys`, without a path for each of them. */
  readonly code?: string;
  readonly keys?: readonly unknown[];
}

/**
 * Parses a part of a request by a Standard Schema: zod, valibot, ArkType, Joi 18, or a class by `schemaOf`.
 *
 * @returns the value that the schema makes of the input
 * @throws Failure that names the parameters or headers which are missing, else those which are wrong
 *
 * @example
 * const consent = await parse(Consent, await request.json());
 */
export function parse<Output>(
  schema: StandardSchemaV1<unknown, Output>,
  input: unknown,
  part: RequestPart = 'body',
): Promise<Output> {
  // Not an async function, whose own frame would come before the caller's.
  return parseAll([{ schema, input, part }]).then(
    ([value]) => value as Output,
    function refuse(thrown: unknown) {
      if (thrown instanceof UnthrownFailure) beginStackAbove(thrown, refuse);
      throw thrown;
    },
  );
}

/** The same for several at once: a missing value in any of them counts before a wrong one in another. */
export async function parseAll(parts: readonly PartToValidate[]): Promise<unknown[]> {
  const results = await Promise.all(parts.map(validatePart));
  const issues = results.map((result) => memberOf(result, 'issues'));
  if (issues.every((each) => !each)) return results.map((result) => memberOf(result, 'value'));
  const findings = parts.flatMap((part, index) => findingsOf(issues[index] ?? [], part));
  throw failureOfFindings(
    findings,
    issues.flatMap((each) => each ?? []),
  );
}

/**
 * The failure that the issues of a Standard Schema mean. They do not say whether a value is missing, so the
 * input does: it is where the issue's path leads to nothing, or to `undefined`.
 *
 * @example
 * zValidator('json', Consent, (result) => {
 *   if (!result.success) throw failureOfStandardSchema(result.error.issues, result.data);
 * });
 */
export function failureOfStandardSchema(
  issues: readonly StandardSchemaV1.Issue[],
  input: unknown,
  part: RequestPart = 'body',
): Failure {
  return failureOfFindings(findingsOf(issues, { input, part }), issues, failureOfStandardSchema);
}

async function validatePart(part: PartToValidate): Promise<Result> {
  const { schema, input } = part;
  const path = memberOf(part, 'path') ?? [];
  const result: Result = await validateWith(schema, input);
  // Without a body, an empty object is validated: then all required members are missing.
  const isWithout = memberOf(result, 'issues') && input === undefined && path.length === 0;
  return isWithout ? validateWith(schema, {}) : result;
}

function findingsOf(issues: readonly Issue[], validated: Omit<PartToValidate, 'schema'>): Finding[] {
  const { input, part } = validated;
  const parent = memberOf(validated, 'path') ?? [];
  return issues.flatMap((issue): Finding[] => {
    const isMissing = memberOf(issue, 'isMissing');
    const keys = memberOf(issue, 'keys');
    const own = pathOf(memberOf(issue, 'path') ?? []);
    const whole = [...parent, ...own];
    return memberOf(issue, 'code') === 'unrecognized_keys' && keys !== undefined
      ? keys.map((key) => ({ part, path: [...whole, key], isMissing: false }))
      : [{ part, path: whole, isMissing: isMissing ?? !has(input, own) }];
  });
}

/** The keys of an issue's path. */
export function pathOf(path: NonNullable<Issue['path']>): PropertyKey[] {
  // Not `map`, which the paths of ArkType, a class of arrays, take amiss.
  return Array.from(path, (segment) => (typeof segment === 'object' ? segment.key : segment));
}

/** Whether the input has a value at `path`. Own properties only; inherited ones were never sent. */
function has(input: unknown, path: readonly PropertyKey[]): boolean {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value !== undefined;
}
