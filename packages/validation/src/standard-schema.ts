import { type Failure, type Finding, failureOfFindings, type RequestPart } from '@oryu/core';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { memberOf } from './member.js';
import { run } from './run.js';

/** What a schema says, a success or its issues. */
interface Result {
  readonly value?: unknown;
  readonly issues?: readonly StandardSchemaV1.Issue[] | undefined;
}

/** A part of a request, or a value in it, and the schema for it. */
export interface Question {
  readonly schema: StandardSchemaV1;
  readonly input: unknown;
  readonly part: RequestPart;
  /** Where the input stands in the part; it is the whole part unless given. */
  readonly path?: readonly string[];
}

/** An issue of Standard Schema, and what is read of it where its schema says more. */
export interface Issue extends StandardSchemaV1.Issue {
  /** Whether there is no value, where the schema knows better than the input shows: `schemaOf`. */
  readonly isMissing?: boolean;
  /** Zod's: `unrecognized_keys` comes with `keys`, and has no path for each of them. */
  readonly code?: string;
  readonly keys?: readonly unknown[];
}

/**
 * Parses a part of a request by a Standard Schema: zod, valibot, ArkType, Joi 18, or a class by `schemaOf`.
 *
 * @returns what the schema makes of the input
 * @throws Failure that names the parameters or headers which are missing, else those which are wrong
 *
 * @example
 * const consent = await parse(Consent, await request.json());
 */
export async function parse<Output>(
  schema: StandardSchemaV1<unknown, Output>,
  input: unknown,
  part: RequestPart = 'body',
): Promise<Output> {
  const [value] = await parseAll([{ schema, input, part }]);
  return value as Output;
}

/** The same for several at once: what is missing in any of them counts before what is wrong in another. */
export async function parseAll(questions: readonly Question[]): Promise<unknown[]> {
  const results = await Promise.all(questions.map(ask));
  const issues = results.map((result) => memberOf(result, 'issues'));
  if (issues.every((each) => !each)) return results.map((result) => memberOf(result, 'value'));
  const findings = questions.flatMap((question, index) => findingsOf(issues[index] ?? [], question));
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
  return failureOfFindings(findingsOf(issues, { input, part }), issues);
}

async function ask(question: Question): Promise<Result> {
  const { schema, input } = question;
  const path = memberOf(question, 'path') ?? [];
  const result: Result = await run(schema, input);
  // Without a body, an object is asked for its members: all of those it needs are missing.
  const isWithout = memberOf(result, 'issues') && input === undefined && path.length === 0;
  return isWithout ? run(schema, {}) : result;
}

function findingsOf(issues: readonly Issue[], question: Omit<Question, 'schema'>): Finding[] {
  const { input, part } = question;
  const parent = memberOf(question, 'path') ?? [];
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

/** Whether a path leads to a value, by own properties: nobody sent what a prototype has. */
function has(input: unknown, path: readonly PropertyKey[]): boolean {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value !== undefined;
}
