import type { Failure } from '@oryu/core';
import { memberOf } from '@oryu/core/binding';
import type { FastifyRequest } from 'fastify';
import { type AjvError, failureOfAjv } from '../ajv.js';

/** The parts of a request that a schema can have, as an error of validation names them. */
const parts = {
  body: 'body',
  headers: 'headers',
  params: 'params',
  querystring: 'query',
} as const;

/** The members that Fastify adds to an error of validation, whoever made the error. */
interface Marks {
  readonly validation?: unknown;
  readonly validationContext?: unknown;
}

type Validate = ((value: unknown) => unknown) & { readonly errors?: readonly AjvError[] | null };

/**
 * The failure of a request that a route's schema refuses. Any error can have the marks of such an error. So the
 * validator must confirm it: the errors are those of its last run, or it refuses the same value again.
 */
export function failureOfValidation(thrown: unknown, request: FastifyRequest): Failure | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const validation = memberOf(thrown as Error & Marks, 'validation');
  const validationContext = memberOf(thrown as Error & Marks, 'validationContext');
  if (typeof validationContext !== 'string' || !Object.hasOwn(parts, validationContext)) return undefined;
  const part = validationContext as keyof typeof parts;
  const validate = validatorOf(request, part);
  if (validate === undefined) return undefined;
  const isItsOwn = Array.isArray(validation) && validation === validate.errors;
  const errors = isItsOwn ? validation : refusalOf(validate, request[parts[part]] ?? null, thrown);
  if (errors === undefined) return undefined;
  return failureOfAjv(errors, part === 'headers' ? 'header' : 'body', thrown);
}

/** A body may have a schema for each media type. */
function validatorOf(request: FastifyRequest, part: keyof typeof parts): Validate | undefined {
  const found: unknown = request.getValidationFunction(part);
  const mediaType = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const validate = typeof found === 'object' && mediaType ? found?.[mediaType as never] : found;
  return typeof validate === 'function' ? (validate as Validate) : undefined;
}

/** The errors of a validator that refuses a value, without names if it is not Ajv; undefined if it accepts the value. */
function refusalOf(validate: Validate, value: unknown, thrown: Error): readonly AjvError[] | undefined {
  const result = validate(value) as { readonly error?: unknown; readonly catch?: unknown } | boolean | null;
  if (typeof result !== 'object' || result === null)
    return result === false ? (validate.errors ?? []) : undefined;
  if (typeof result.catch === 'function') {
    // An asynchronous validator cannot be waited for here. If it refuses, it rejects with an error of validation.
    result.catch(() => {});
    const { errors } = thrown as { readonly errors?: unknown };
    return thrown.constructor.name === 'ValidationError' ? listOf(errors) : undefined;
  }
  return result.error ? listOf(result.error) : undefined;
}

function listOf(errors: unknown): readonly AjvError[] {
  return Array.isArray(errors) ? errors : [];
}
