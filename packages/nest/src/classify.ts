import { HttpException } from '@nestjs/common';
import { Failure, failureOfHttpError, kindOfStatus } from '@oryu/core';
import { isHttpError } from 'http-errors';

/** Nest's exceptions by their status, and the errors of the platforms' routers and body parsers. */
export function classify(thrown: unknown): Failure | undefined {
  const options = { cause: thrown };
  if (thrown instanceof HttpException) return new Failure(kindOfStatus(thrown.getStatus()), options);
  if (isHttpError(thrown)) return failureOfHttpError(thrown);
  if (!(thrown instanceof Error)) return undefined;
  const { code, status, statusCode } = thrown as { code?: unknown; status?: unknown; statusCode?: unknown };
  // Express marks a parameter that it cannot decode with a status, Fastify 4 JSON that it cannot parse.
  if (thrown instanceof URIError && status === 400) return new Failure('malformed-request', options);
  if (thrown instanceof SyntaxError && statusCode === 400) return new Failure('malformed-body', options);
  const isOfFastify = typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number';
  // With 500 Fastify tells of mistakes in the program.
  if (!isOfFastify || statusCode === 500) return undefined;
  if (code === 'FST_ERR_BAD_URL') return new Failure('malformed-request', options);
  const isOfBody = code.startsWith('FST_ERR_CTP_') && statusCode === 400;
  return new Failure(isOfBody ? 'malformed-body' : kindOfStatus(statusCode), options);
}
