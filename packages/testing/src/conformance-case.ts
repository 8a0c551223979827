import type { Harness } from './harness.js';

/** One thing that must hold for every framework alike. */
export interface ConformanceCase {
  /** A sentence that says what holds. */
  readonly name: string;
  /** Rejects with an AssertionError if it does not hold. */
  run(harness: Harness): Promise<void>;
}
