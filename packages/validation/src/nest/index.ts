/**
 * Validation for NestJS 10, 11 and 12.
 *
 * @module
 */
import { Failure } from '@oryu/core';
import { type Finding, failureOfFindings, memberOf, type RequestPart } from '@oryu/core/binding';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type ClassValidatorError, findingsOfClassValidator } from '../class-validator-errors.js';
import { assertSchema } from '../parts.js';
import { parseAll, pathOf } from '../standard-schema.js';

/** The members that are read of the metadata of an argument; the schema is that of `@Body({ schema })` in NestJS 12. */
export interface ArgumentMetadata {
  readonly type: 'body' | 'query' | 'param' | 'custom';
  readonly data?: unknown;
  readonly schema?: StandardSchemaV1;
}

/** A pipe of Nest. */
export interface ValidatingPipe<Output> {
  transform(value: unknown, metadata: ArgumentMetadata): Promise<Output>;
}

/**
 * An `exceptionFactory` for Nest's pipes, whose own exceptions say less: `ValidationPipe`, `ParseArrayPipe`, and those that
 * call their factory with a text alone (`ParseIntPipe`, `ParseFilePipe` and the like), whose parameter nobody names.
 *
 * @param given errors of class-validator, issues of a Standard Schema, a text, or an array of these and of failures
 *
 * @example
 * app.useGlobalPipes(new ValidationPipe({ whitelist: true, exceptionFactory }));
 * find(\@Query('ids', new ParseArrayPipe({ items: Account, exceptionFactory })) ids: Account[]) {}
 */
export function exceptionFactory(given: unknown): Failure {
  const findings = (Array.isArray(given) ? given : [given]).flatMap(findingsOf);
  return failureOfFindings(findings, given, exceptionFactory);
}

/** Nest tells a pipe the part, but only a header counts otherwise, and Nest runs no pipes for headers. */
const body = 'body';

function findingsOf(given: unknown): Finding[] {
  // ParseArrayPipe of NestJS 10 collects the failures that this factory returned for each item.
  if (given instanceof Failure) {
    const isMissing = given.kind === 'missing-parameter';
    return given.names.map((name) => ({ part: body, path: [name], isMissing }));
  }
  const issue = Object(given) as Partial<ClassValidatorError & StandardSchemaV1.Issue>;
  if (memberOf(issue, 'property') !== undefined)
    return findingsOfClassValidator([given as ClassValidatorError], body);
  // Nest tells nothing of the input, so that nothing is known to be missing.
  return [{ part: body, path: pathOf(memberOf(issue, 'path') ?? []), isMissing: false }];
}

/**
 * A pipe that parses an argument by a Standard Schema: the one given, or as a global pipe the one of
 * `@Body({ schema })`. Headers come by a decorator of your own: Nest runs no pipes for `@Headers()`.
 *
 * @param part `header`, for such a decorator
 * @throws TypeError for a value that is not a schema
 *
 * @example
 * create(\@Body(validate(Consent)) consent: z.infer<typeof Consent>) {}
 */
export function validate(): ValidatingPipe<unknown>;
export function validate<Output>(
  schema: StandardSchemaV1<unknown, Output>,
  part?: RequestPart,
): ValidatingPipe<Output>;
export function validate(given?: StandardSchemaV1, part: RequestPart = body): ValidatingPipe<unknown> {
  if (given !== undefined) assertSchema(given, 'validate()');
  return {
    async transform(input, metadata) {
      const { data } = metadata;
      const schema = given ?? memberOf(metadata, 'schema');
      if (schema === undefined) return input;
      const path = typeof data === 'string' ? [data] : [];
      const [value] = await parseAll([{ schema, input, part, path }]);
      return value;
    },
  };
}
