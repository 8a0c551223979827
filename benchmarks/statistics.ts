/** What a number of rounds measured. */
export interface Figure {
  readonly median: number;
  /** The interval from `low` to `high` holds the median with 95 % confidence. */
  readonly low: number;
  readonly high: number;
  /** How far the middle half of the rounds reaches, as a part of the median. */
  readonly spread: number;
}

export function figure(values: readonly number[]): Figure {
  const ordered = [...values].sort((a, b) => a - b);
  const { length } = ordered;
  const at = (rank: number) => ordered[Math.min(length - 1, Math.max(0, rank))] as number;
  // Ranks of the binomial distribution: no assumption on how a machine's disturbances are distributed.
  const reach = Math.ceil(0.98 * Math.sqrt(length));
  const median = at(length >> 1);
  return {
    median,
    low: at((length >> 1) - reach),
    high: at((length >> 1) + reach),
    spread: (at(Math.floor(length * 0.75)) - at(Math.floor(length * 0.25))) / median,
  };
}

/** One over the other, round by round: what disturbs a round disturbs both. */
export function ratio(over: readonly number[], under: readonly number[]): Figure {
  return figure(over.map((value, round) => value / (under[round] as number)));
}

/** The value that `share` of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.ceil(ordered.length * share) - 1] ?? Number.NaN;
}
