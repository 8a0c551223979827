/** A change that no test can notice, and why. */
export interface Equivalent {
  readonly file: string;
  /** The source that is replaced, and its replacement. */
  readonly original: string;
  readonly replacement: string;
  readonly reason: string;
}

/** Left out of the score. */
export const equivalents: readonly Equivalent[] = [];
