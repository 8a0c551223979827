import { Failure } from '@oryu/core';
import { failureOfHttpError } from '@oryu/core/binding';
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
  if (isErrorOfRouter(thrown)) return new Failure('malformed-request', { cause: thrown });
  return failureOfForm(thrown);
}

/** The router's error for a parameter that it cannot decode: Node's, with a text and a status of the router. */
function isErrorOfRouter(thrown: unknown): boolean {
  if (!(thrown instanceof URIError)) return false;
  const { message, status, statusCode } = thrown as URIError & Readonly<Record<string, unknown>>;
  return status === 400 && statusCode === 400 && message.startsWith("Failed to decode param '");
}
