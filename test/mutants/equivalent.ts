/** A change that no test can notice, and why. */
export interface Equivalent {
  readonly file: string;
  /** The source that is replaced, and its replacement. */
  readonly original: string;
  readonly replacement: string;
  readonly reason: string;
}

/** Left out of the score. */
export const equivalents: readonly Equivalent[] = [
  {
    file: 'packages/core/src/failure-names.ts',
    original: 'name.length <= longestName',
    replacement: 'name.length < longestName',
    reason: 'A name of exactly 64 characters is then cleaned, which changes nothing.',
  },
  {
    file: 'packages/core/src/run-hook.ts',
    original: "'then' in result",
    replacement: 'true',
    reason: 'Promise.resolve() looks for then itself; the condition spares a promise for each result.',
  },
  {
    file: 'packages/core/src/merge-headers.ts',
    original: 'member.toLowerCase()',
    replacement: 'member.toUpperCase()',
    reason: 'The members of Vary are names of headers, in ASCII: both compare them without regard to case.',
  },
  {
    file: 'packages/hono/src/exchange.ts',
    original: 'returned === this.#response',
    replacement: 'true',
    reason:
      'Hono finalizes the context if a middleware returns another response, and the next condition tells.',
  },
];
