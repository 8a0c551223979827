import { defineStandard, type FailureKind, failureKinds } from '@oryu/core';
import { keptAlive, responseText } from './raw-http.js';

const each = <Value>(value: (kind: FailureKind) => Value) =>
  Object.fromEntries(failureKinds.map((kind) => [kind, value(kind)])) as Record<FailureKind, Value>;

/** A standard that answers each kind of failure with its name: where MyData has one code for many, this tells them apart. */
export const { standard: kinds } = defineStandard({
  id: 'kinds',
  title: 'Kinds of failures',
  source: 'the kinds of failures',
  codes: each(() => ({ status: 500 })),
  failures: each((kind) => kind),
  render: ({ code, status }) => ({ status, headers: { 'content-type': 'text/plain' }, body: String(code) }),
});

/** Likewise, with the names of a failure in brackets. */
export const { standard: kindsWithNames } = defineStandard({
  id: 'kinds-with-names',
  title: 'Kinds of failures, and their names',
  source: 'spec/failures.tsv, column `kind`',
  codes: each((kind) => ({ status: 500, text: kind })),
  failures: each((kind) => kind),
  render: ({ message, status }) => ({ status, headers: { 'content-type': 'text/plain' }, body: message }),
});

/** The whole response of `kinds` to a failure. */
export function answerInKinds(
  kind: string,
  more: Readonly<Record<string, string>> = {},
  connection: Readonly<Record<string, string>> = keptAlive,
): string {
  const headers = {
    'content-type': 'text/plain',
    'content-length': String(kind.length),
    ...connection,
    ...more,
  };
  return responseText('HTTP/1.1 500 Internal Server Error', Object.entries(headers), kind);
}
