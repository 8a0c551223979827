import type { Figure } from '../statistics.js';
import type { Claim } from '../targets.js';

/** Three digits that count, as far as they stand before or after the point. */
export const number = (value: number): string =>
  value.toLocaleString('en-US', { maximumSignificantDigits: Math.max(3, String(Math.trunc(value)).length) });

/** The median and its interval. */
export const withInterval = ({ median, low, high }: Figure): string =>
  `${number(median)} (${number(low)}–${number(high)})`;

export const spread = ({ spread }: Figure): string => `${Math.round(spread * 100)} %`;

const target = ({ target }: Claim): string =>
  'atLeast' in target ? `≥ ${number(target.atLeast)}` : `≤ ${number(target.atMost)}`;

/** A Markdown table that can be read as it is, too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

export const claimHead = ['ratio of', 'median (95 % interval)', 'spread', 'target', ''];

export const claimRow = (claim: Claim): string[] => [
  claim.subject,
  withInterval(claim.ratio),
  spread(claim.ratio),
  target(claim),
  claim.verdict,
];
