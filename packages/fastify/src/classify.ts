import { Failure, type FailureKind, type Finding, failureOfFindings, failureOfHttpError, kindOfStatus } from '@oryu/core';
import type { FastifyError, FastifySchemaValidationError } from 'fastify';
import { isHttpError } from 'http-errors';

/** Fastify's codes that say more than their status. */
const kinds: ReadonlyMap<unknown, FailureKind> = new Map<unknown, FailureKind>([
  ['FST_ERR_BAD_URL', 'malformed-request'],
  ['FST_ERR_HANDLER_TIMEOUT', 'timeout'],
  ['FST_ERR_ROUTE_MISSING_CONTENT_TYPE', 'missing-header'],
]);

/** Errors of Fastify, of its plugins (by @fastify/error) and of @fastify/sensible (http-errors). */
export function classify(thrown: unknown): Failure | undefined {
  if (isHttpError(thrown)) return failureOfHttpError(thrown);
  const { code, name, statusCode, validation = [], validationContext } = thrown as Partial<FastifyError>;
  if (validationContext !== undefined) {
    const part = validationContext === 'headers' ? 'header' : 'parameter';
    return failureOfFindings(part, validation.map(findingOf), thrown);
  }
  // A name that each copy of @fastify/error gives; 500 is the program's mistake.
  const isOfFastify = thrown instanceof Error && name === 'FastifyError' && statusCode !== 500;
  if (isOfFastify && typeof statusCode === 'number' && code?.startsWith('FST_ERR_CTP_') )
    return new Failure(kinds.get(code) ?? kindOfStatus(statusCode), { cause: thrown });
  return undefined;
}

/** What Ajv finds; other validators do not say. */
function findingOf({ instancePath, params: { missingProperty } }: FastifySchemaValidationError): Finding {
  const path = instancePath.split('/').slice(1);
  if (typeof missingProperty !== 'string') return { path, isMissing: false };
  return { path: [...path, missingProperty], isMissing: true };
}
