import { Failure, type FailureKind } from '@oryu/core';
import { memberOf } from '@oryu/core/binding';

/** The kinds of failure by formidable's documented `code`. All other codes are the program's or the server's fault. */
const kinds: ReadonlyMap<unknown, FailureKind> = new Map<unknown, FailureKind>([
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

/** The failure that an error of formidable's class means. */
export function failureOfFormidable(error: unknown, thrown: unknown): Failure | undefined {
  if (!(error instanceof Error) || error.constructor.name !== 'FormidableError') return undefined;
  const kind = kinds.get(memberOf(error as Error & { readonly code?: unknown }, 'code'));
  return kind === undefined ? undefined : new Failure(kind, { cause: thrown });
}
