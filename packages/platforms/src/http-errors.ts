import type { Failure } from '@oryu/core';
import { kindOfStatus, memberOf, optionsOfHeaders, UnthrownFailure } from '@oryu/core/binding';
import { isHttpError } from 'http-errors';
import { kindOfBodyParserType } from './body-parser.js';

/**
 * The failure that an error of the http-errors package means. Only the status, the documented `type` of a body parser
 * and three headers are read, no text.
 */
export function failureOfHttpError(thrown: unknown): Failure | undefined {
  if (!isHttpError(thrown)) return undefined;
  const { status } = thrown;
  const kind =
    (status === 400 ? kindOfBodyParserType(memberOf(thrown, 'type')) : undefined) ?? kindOfStatus(status);
  return new UnthrownFailure(kind, { ...optionsOfHeaders(memberOf(thrown, 'headers')), cause: thrown });
}
