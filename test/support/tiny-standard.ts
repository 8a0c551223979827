import { defineStandard, type FailureKind, failureKinds } from '@oryu/core';

/** One row for each rule of the seams. */
export const tinyCodes = {
  PLAIN: { status: 400, text: 'plain' },
  SILENT: { status: 400 },
  DENIED: { status: 401, text: 'denied' },
  METHOD: { status: 405, text: 'method' },
  FIXED: { status: 409, text: 'fixed', fixed: true },
  NEEDY: { status: 422, text: 'lacks {detail}', fixed: true, needs: 'detail' },
  BROKEN: { status: 500, text: 'broken' },
  BUSY: { status: 503, text: 'busy', retryable: true },
} as const;

/** A table of failures with one answer for every kind. */
export function everyKind<Answer>(answer: Answer): Record<FailureKind, Answer> {
  return Object.fromEntries(failureKinds.map((kind) => [kind, answer])) as Record<FailureKind, Answer>;
}

const detail = (value: unknown) => {
  if (typeof value !== 'string') throw new TypeError('detail must be a string');
  return value;
};

/** What makes the tiny standard: `<code> <text>` as plain text. */
export const tinyDefinition = {
  id: 'tiny',
  name: 'TinyError',
  title: 'Tiny',
  source: 'this test',
  codes: tinyCodes,
  options: { detail },
  failures: everyKind('BROKEN' as const),
  render: ({ code, status, message }: { code: unknown; status: number; message: string }) => ({
    status,
    headers: { 'content-type': 'text/plain' },
    body: `${code} ${message}`,
  }),
};

export const { standard: tiny, error: TinyError } = defineStandard<
  typeof tinyCodes,
  unknown,
  { detail: string }
>(tinyDefinition);

/** The same, but it cannot be had without a setting. */
export const { standard: configured, error: ConfiguredError } = defineStandard<
  typeof tinyCodes,
  { readonly realm: string },
  { detail: string }
>({
  ...tinyDefinition,
  id: 'configured',
  name: 'ConfiguredError',
  settings: {
    realm(value) {
      if (typeof value !== 'string') throw new TypeError('realm must be a string');
    },
  },
});
