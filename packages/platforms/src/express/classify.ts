import { Failure, failureOfHttpError } from '@oryu/core';
import { isHttpError } from 'http-errors';

/** Express's own errors, and those of body-parser and send, come from http-errors, but for one. */
export function classify(thrown: unknown): Failure | undefined {
  if (isHttpError(thrown)) return failureOfHttpError(thrown);
  // The router marks a parameter that it cannot decode with status 400; anyone else's URIError has none.
  if (thrown instanceof URIError && (thrown as { status?: unknown }).status === 400) {
    return new Failure('malformed-request', { cause: thrown });
  }
  return undefined;
}
