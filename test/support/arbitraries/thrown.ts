import type { Code } from '@oryu/core';
import fc from 'fast-check';
import { anyError } from './errors.js';
import { anyFailure } from './failures.js';
import { anyCounterfeit, anyForeign } from './foreign.js';
import type { StandardUnderTest } from './standards.js';

/** What is thrown, and what is known of it by how it was made. */
export interface Thrown {
  readonly thrown: unknown;
  /** The class of a typed error. */
  readonly of?: StandardUnderTest;
  /** Its code; none where it was tampered with. */
  readonly code?: Code;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Anything that can be thrown; as often an error of ours as anything else. */
export const anyThrown: fc.Arbitrary<Thrown> = fc.oneof(
  { weight: 4, arbitrary: anyError },
  { weight: 1, arbitrary: anyFailure },
  { weight: 1, arbitrary: anyCounterfeit },
  { weight: 2, arbitrary: anyForeign },
);
