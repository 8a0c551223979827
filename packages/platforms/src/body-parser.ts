import { Failure, type FailureKind } from '@oryu/core';
import { isHttpError } from 'http-errors';
import { isErrorOfDecompression } from './zlib.js';

/** The `type`s that body-parser and raw-body document for their errors of status 400, which says less. */
const kinds: ReadonlyMap<unknown, FailureKind> = new Map<unknown, FailureKind>([
  ['entity.parse.failed', 'malformed-body'],
  ['querystring.parse.rangeError', 'malformed-body'],
  ['request.aborted', 'malformed-request'],
  ['request.size.invalid', 'malformed-body'],
]);

/** The kind of failure that the `type` of such an error means; undefined for all other types. */
export function kindOfBodyParserType(type: unknown): FailureKind | undefined {
  return kinds.get(type);
}

/** The failure of a body that body-parser cannot decompress: it gives zlib's error the status 400, and no type. */
export function failureOfCorruptBody(thrown: unknown): Failure | undefined {
  if (!isHttpError(thrown) || thrown.status !== 400 || !isErrorOfDecompression(thrown)) return undefined;
  return new Failure('malformed-body', { cause: thrown });
}
