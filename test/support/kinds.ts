import { defineStandard, type FailureKind, failureKinds } from '@oryu/core';

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
