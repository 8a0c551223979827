import { Failure, type FailureKind, failureKinds } from '@oryu/core';
import fc from 'fast-check';
import { cause, retryAfter } from './options.js';
import { fail, loud } from './secret.js';
import { anyText } from './texts.js';
import type { Thrown } from './thrown.js';

const name = fc.oneof(
  fc.constantFrom(
    'grant_type',
    'client_id',
    'redirect_uri',
    'scope',
    'X-Request-Origin',
    'x-code-req-signature',
  ),
  fc.constantFrom<unknown>(
    '__proto__',
    'constructor',
    'a\r\nx: y',
    '<b>',
    '{detail}',
    '',
    'k'.repeat(100_000),
    1,
    null,
  ),
  anyText,
);
const kind = fc.constantFrom<FailureKind>(...failureKinds);
const failureOptions = fc.record(
  {
    names: fc.array(name, { maxLength: 12 }) as fc.Arbitrary<string[]>,
    allow: fc.array(fc.constantFrom('GET', 'post', 'M-SEARCH', 'DELETE'), { maxLength: 4 }),
    retryAfter,
    cause,
  },
  { requiredKeys: [] },
);

/** Any failure, and failures that were tampered with. */
export const anyFailure: fc.Arbitrary<Thrown> = fc
  .tuple(
    kind,
    failureOptions,
    fc.option(fc.constantFrom('kind', 'names', 'allow', 'retryAfter', 'cause'), { freq: 9 }),
    fc.constantFrom<(() => unknown)[]>(
      fail,
      () => undefined,
      () => '__proto__',
      () => 'constructor',
      () => loud,
    ),
  )
  .map(([each, options, member, get]) => {
    const failure = new Failure(each, options);
    return { thrown: member === null ? failure : Object.defineProperty(failure, member, { get }) };
  });
