import { Failure, type FailureKind } from '@oryu/core';
import { ownMembers } from '@oryu/core/binding';

/**
 * The kinds of failure by multer's documented `code`. If there is too much or too many of something, the body is too
 * large. A field that is not expected, or whose name cannot be stored, is an invalid parameter. A part without a name
 * makes the form malformed. `STREAM_DESTROYED` is not listed: the storage fails, not the client.
 */
const kinds: ReadonlyMap<unknown, FailureKind> = new Map<unknown, FailureKind>([
  ['LIMIT_PART_COUNT', 'body-too-large'],
  ['LIMIT_FILE_SIZE', 'body-too-large'],
  ['LIMIT_FILE_COUNT', 'body-too-large'],
  ['LIMIT_FIELD_VALUE', 'body-too-large'],
  ['LIMIT_FIELD_COUNT', 'body-too-large'],
  ['LIMIT_FIELD_KEY', 'invalid-parameter'],
  ['LIMIT_FIELD_NESTING', 'invalid-parameter'],
  ['LIMIT_FIELD_ARRAY_INDEX', 'invalid-parameter'],
  ['LIMIT_UNEXPECTED_FILE', 'invalid-parameter'],
  ['INVALID_FIELD_NAME', 'invalid-parameter'],
  ['MISSING_FIELD_NAME', 'malformed-body'],
]);

/** The failure that an error of multer's class means. It names the field if the field is wrong. */
export function failureOfMulter(error: unknown, thrown: unknown): Failure | undefined {
  if (!(error instanceof Error) || error.constructor.name !== 'MulterError') return undefined;
  const { code, field } = ownMembers(error as Error & Readonly<Record<string, unknown>>);
  const kind = kinds.get(code);
  if (kind === undefined) return undefined;
  const names = kind === 'invalid-parameter' && typeof field === 'string' ? [field] : [];
  return new Failure(kind, { names, cause: thrown });
}
