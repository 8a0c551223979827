/** A ratio of paired rounds: its median, and the interval that holds the median with 95 % confidence. */
export interface Ratio {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

export function median(values: readonly number[]): number {
  const ordered = sorted(values);
  return ordered[ordered.length >> 1] ?? Number.NaN;
}

/** How often more of one fits into the other, round by round: the cost of the other over the cost of ours. */
export function ratio(other: readonly number[], ours: readonly number[]): Ratio {
  const ordered = sorted(other.map((cost, round) => cost / (ours[round] as number)));
  // Ranks of the binomial distribution: no assumption on how a machine's disturbances are distributed.
  const { length } = ordered;
  const reach = Math.ceil(0.98 * Math.sqrt(length));
  const at = (rank: number) => ordered[Math.min(length - 1, Math.max(0, rank))] as number;
  return { median: at(length >> 1), low: at((length >> 1) - reach), high: at((length >> 1) + reach) };
}
