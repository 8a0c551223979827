import { Failure, type FailureKind, failureOfAjv, failureOfHttpError, kindOfStatus } from '@oryu/core';
import type { FastifyError } from 'fastify';
import { isHttpError } from 'http-errors';

/** The codes of Fastify and of @fastify/multipart that say more than their status. */
const kinds: ReadonlyMap<unknown, FailureKind> = new Map<unknown, FailureKind>([
  ['FST_ERR_BAD_URL', 'malformed-request'],
  ['FST_ERR_HANDLER_TIMEOUT', 'timeout'],
  ['FST_ERR_ROUTE_MISSING_CONTENT_TYPE', 'missing-header'],
  ['FST_INVALID_JSON_FIELD_ERROR', 'malformed-body'],
  ['FST_INVALID_MULTIPART_CONTENT_TYPE', 'unsupported-media-type'],
]);

/** Errors of Fastify, of its plugins (by @fastify/error) and of @fastify/sensible (http-errors). */
export function classify(thrown: unknown): Failure | undefined {
  if (isHttpError(thrown)) return failureOfHttpError(thrown);
  const { code, name, statusCode, validation, validationContext } = thrown as Partial<FastifyError>;
  if (validationContext !== undefined) {
    // Validators other than Ajv name nothing.
    const errors = Array.isArray(validation) ? validation : [];
    return failureOfAjv(errors, validationContext === 'headers' ? 'header' : 'body', thrown);
  }
  const options = { cause: thrown };
  // With 400 Fastify marks what it meets in a body: JSON that is none (a SyntaxError in 4), a client that has left;
  // and @fastify/compress marks zlib's errors.
  if (statusCode === 400) {
    const isOfBody = code?.startsWith('FST_ERR_CTP_') || code === 'FST_CP_ERR_INVALID_CONTENT';
    if (thrown instanceof SyntaxError || isOfBody) return new Failure('malformed-body', options);
    if (code === 'ECONNRESET') return new Failure('malformed-request', options);
  }
  // The name that every copy of @fastify/error gives. 500 is a mistake in the program.
  const isOfFastify = thrown instanceof Error && name === 'FastifyError' && statusCode !== 500;
  if (!isOfFastify || statusCode === undefined) return undefined;
  return new Failure(kinds.get(code) ?? kindOfStatus(statusCode), options);
}
