import { Failure, type ProviderErrorsOptions } from '@oryu/core';
import type { Classify } from '@oryu/core/binding';
import fc from 'fast-check';
import { fail, secret } from './secret.js';

/** A promise of another library. */
function thenable(then: unknown): unknown {
  return Object.defineProperty({}, 'then', { value: then });
}

/** What a hook may do instead of its work. */
const misbehaviours: readonly (() => unknown)[] = [
  fail,
  () => {
    throw undefined;
  },
  () => Promise.reject(new Error(secret)),
  () => Promise.reject(undefined),
  () => new Promise(() => {}),
  () => Object.defineProperty({}, 'then', { get: fail }),
  () => thenable(fail),
  () => thenable((_: unknown, reject: (reason: unknown) => void) => reject(new Error(secret))),
  () => new Proxy({}, { get: fail, has: fail, getPrototypeOf: fail, ownKeys: fail }),
  () => null,
  () => secret,
  () => 40305,
  () => ({ code: 40305, standard: 'mydata', message: secret }),
  () => new Error(secret),
];

/** An onError that changes whatever it can reach. */
function change(report: object): void {
  for (const value of [report, ...Object.values(report)]) {
    for (const [key, changed] of Object.entries({
      status: 200,
      body: secret,
      headers: {},
      method: 'HEAD',
      code: 1,
    })) {
      try {
        Object.assign(value, { [key]: changed });
      } catch {
        // Frozen.
      }
    }
    try {
      Object.assign(value.headers, { 'x-secret': secret });
    } catch {
      // Frozen, or none.
    }
  }
}

/** The hooks of a binding. `translate` never makes a typed error, so that it stays known who answers. */
export const anyHooks: fc.Arbitrary<{ options: ProviderErrorsOptions; classify: Classify | undefined }> =
  fc.record({
    options: fc.record(
      {
        translate: fc.constantFrom(
          ...misbehaviours,
          () => undefined,
          () => new Failure('timeout'),
        ) as fc.Arbitrary<() => undefined>,
        onError: fc.constantFrom(...misbehaviours, change),
      },
      { requiredKeys: [] },
    ),
    classify: fc.constantFrom(
      undefined,
      ...misbehaviours,
      () => new Failure('body-too-large'),
    ) as fc.Arbitrary<Classify | undefined>,
  });
