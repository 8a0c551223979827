import { Failure, failureOfHttpError } from '@oryu/core';
import { isHttpError } from 'http-errors';
import { failureOfForm, isErrorOfDecompression } from '../parsers.js';

/** Express's own errors, and those of body-parser and send, come from http-errors, but for one; multer's do not. */
export function classify(thrown: unknown): Failure | undefined {
  if (isHttpError(thrown)) {
    // body-parser gives zlib's errors a 400 and no type.
    if (thrown.status === 400 && isErrorOfDecompression(thrown)) {
      return new Failure('malformed-body', { cause: thrown });
    }
    return failureOfHttpError(thrown);
  }
  // The router marks a parameter that it cannot decode with status 400; anyone else's URIError has none.
  if (thrown instanceof URIError && (thrown as { status?: unknown }).status === 400) {
    return new Failure('malformed-request', { cause: thrown });
  }
  return failureOfForm(thrown);
}
