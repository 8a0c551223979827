/**
 * Validation for NestJS 10, 11 and 12.
 *
 * @module
 */
import type { Failure, RequestPart } from '@oryu/core';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type ClassValidatorError, failureOfClassValidator } from '../class-validator-errors.js';
import { memberOf } from '../member.js';
import { assertSchema, type Parts } from '../parts.js';
import { parseAll } from '../standard-schema.js';

/** What is read of the metadata of an argument; the schema is that of `@Body({ schema })` in NestJS 12. */
export interface ArgumentMetadata {
  readonly type: 'body' | 'query' | 'param' | 'custom';
  readonly data?: unknown;
  readonly schema?: StandardSchemaV1;
}

const parts: Parts<ArgumentMetadata['type']> = {
  body: 'body',
  query: 'query',
  param: 'path',
  custom: 'body',
};

/** A pipe of Nest. */
export interface ValidatingPipe<Output> {
  transform(value: unknown, metadata: ArgumentMetadata): Promise<Output>;
}

/**
 * What Nest's `ValidationPipe` throws, instead of an exception that says less.
 *
 * @example
 * app.useGlobalPipes(new ValidationPipe({ whitelist: true, exceptionFactory }));
 */
export function exceptionFactory(errors: readonly ClassValidatorError[]): Failure {
  return failureOfClassValidator(errors);
}

/**
 * A pipe that parses an argument by a Standard Schema: the one given, or as a global pipe the one of
 * `@Body({ schema })`. Headers come by a decorator of your own: Nest runs no pipes for `@Headers()`.
 *
 * @param part `header`, for such a decorator
 * @throws TypeError for what is no schema
 *
 * @example
 * create(\@Body(validate(Consent)) consent: z.infer<typeof Consent>) {}
 */
export function validate(): ValidatingPipe<unknown>;
export function validate<Output>(
  schema: StandardSchemaV1<unknown, Output>,
  part?: RequestPart,
): ValidatingPipe<Output>;
export function validate(given?: StandardSchemaV1, part?: RequestPart): ValidatingPipe<unknown> {
  if (given !== undefined) assertSchema(given, 'validate()');
  return {
    async transform(input, metadata) {
      const { type, data } = metadata;
      const schema = given ?? memberOf(metadata, 'schema');
      if (schema === undefined) return input;
      const path = typeof data === 'string' ? [data] : [];
      const [value] = await parseAll([{ schema, input, part: part ?? parts[type], path }]);
      return value;
    },
  };
}
