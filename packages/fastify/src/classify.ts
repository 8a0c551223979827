import { Failure, type FailureKind, failureOfHttpError, kindOfStatus } from '@oryu/core';
import { isHttpError } from 'http-errors';
import { failureOfValidation, isValidationError } from './failure-of-validation.js';

/** Fastify's codes that say more than their status. */
const kinds: ReadonlyMap<unknown, FailureKind> = new Map<unknown, FailureKind>([
  ['FST_ERR_BAD_URL', 'malformed-request'],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', 'malformed-body'],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'malformed-body'],
  ['FST_ERR_CTP_INVALID_JSON_BODY', 'malformed-body'],
  ['FST_ERR_HANDLER_TIMEOUT', 'timeout'],
  ['FST_ERR_ROUTE_MISSING_CONTENT_TYPE', 'missing-header'],
]);

/** Errors of Fastify, of its plugins (by @fastify/error) and of @fastify/sensible (http-errors). */
export function classify(thrown: unknown): Failure | undefined {
  if (isValidationError(thrown)) return failureOfValidation(thrown);
  if (isFastifyError(thrown)) {
    const { code, statusCode } = thrown;
    // With 500 Fastify tells of mistakes in the program.
    if (statusCode === 500) return undefined;
    return new Failure(kinds.get(code) ?? kindOfStatus(statusCode), { cause: thrown });
  }
  if (isHttpError(thrown)) return failureOfHttpError(thrown);
  // What Fastify itself meets in a body it marks with status 400: JSON that is none (4), a client that is gone.
  const { code, statusCode } = thrown as { readonly code?: unknown; readonly statusCode?: unknown };
  if (statusCode === 400 && thrown instanceof SyntaxError)
    return new Failure('malformed-body', { cause: thrown });
  if (statusCode === 400 && code === 'ECONNRESET') return new Failure('malformed-request', { cause: thrown });
  return undefined;
}

/** By the name that @fastify/error documents: Fastify and each plugin may have a copy of their own. */
function isFastifyError(
  thrown: unknown,
): thrown is Error & { readonly code: string; readonly statusCode: number } {
  if (!(thrown instanceof Error) || thrown.name !== 'FastifyError') return false;
  const { code, statusCode } = thrown as { readonly code?: unknown; readonly statusCode?: unknown };
  return typeof code === 'string' && typeof statusCode === 'number';
}
