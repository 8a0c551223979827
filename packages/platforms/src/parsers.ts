import { Failure, type FailureKind } from '@oryu/core';

/**
 * What the codes of multer mean. What is too much or too many is a body that is too large; a field that should
 * not be there, or whose name cannot be stored, is an invalid parameter; a part without a name is no form.
 * `STREAM_DESTROYED` is the storage's own doing.
 */
const multerKinds: ReadonlyMap<unknown, FailureKind> = new Map<unknown, FailureKind>([
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

/** What the codes of formidable mean; all others are mistakes in the program, or the server's own trouble. */
const formidableKinds: ReadonlyMap<unknown, FailureKind> = new Map<unknown, FailureKind>([
  [1002, 'malformed-request'], // aborted
  [1003, 'unsupported-media-type'], // noParser
  [1006, 'body-too-large'], // maxFieldsSizeExceeded
  [1007, 'body-too-large'], // maxFieldsExceeded
  [1008, 'invalid-parameter'], // smallerThanMinFileSize
  [1009, 'body-too-large'], // biggerThanTotalMaxFileSize
  [1010, 'invalid-parameter'], // noEmptyFiles
  [1011, 'missing-header'], // missingContentType
  [1012, 'malformed-body'], // malformedMultipart
  [1013, 'malformed-body'], // missingMultipartBoundary
  [1014, 'malformed-body'], // unknownTransferEncoding
  [1015, 'body-too-large'], // maxFilesExceeded
  [1016, 'body-too-large'], // biggerThanMaxFileSize
]);

/**
 * The failure that an error of multer or formidable is, whichever framework it reaches. Both document their `code`.
 * Only errors of their own classes count: another error may have the same members. A bundler that shortens the names
 * of classes hides them.
 *
 * @param thrown what reached the binding, if that is another error around the parser's
 */
export function failureOfForm(error: unknown, thrown = error): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, field } = error as Error & Readonly<Record<string, unknown>>;
  const kind = tables.get(error.constructor.name)?.get(code);
  if (kind === undefined) return undefined;
  const names = kind === 'invalid-parameter' && typeof field === 'string' ? [field] : [];
  return new Failure(kind, { names, cause: thrown });
}

/** What the codes mean, by the name of the class. */
const tables: ReadonlyMap<string, ReadonlyMap<unknown, FailureKind>> = new Map([
  ['MulterError', multerKinds],
  ['FormidableError', formidableKinds],
]);

const decompression = /^(Z_(DATA|BUF)_ERROR|Z_NEED_DICT|ERR__ERROR_FORMAT_\w+|ZSTD_error_\w+)$/;

/** Whether an error is zlib's about data that it cannot decompress: zlib, brotli and zstd each have their `code`s. */
export function isErrorOfDecompression(thrown: unknown): boolean {
  const { code } = Object(thrown) as { readonly code?: unknown };
  return typeof code === 'string' && decompression.test(code);
}
