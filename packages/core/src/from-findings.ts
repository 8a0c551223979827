import { type Failure, type FailureKind, UnthrownFailure } from './failure.js';
import { cleanName, mostNames } from './failure-names.js';
import { memberOf } from './own.js';

/** The part of a request that holds a value, in OpenAPI's words. */
export type RequestPart = 'body' | 'header' | 'path' | 'query';

/** One thing that a validator finds wrong with a request. */
export interface Finding {
  readonly part: RequestPart;
  /** The keys that lead to the value, some of them perhaps a client's: `['account', 0, 'number']`. */
  readonly path: readonly unknown[];
  /** Whether the value is missing, rather than wrong. */
  readonly isMissing: boolean;
}

/** The kinds, most important first. */
const ranking: readonly FailureKind[] = [
  'missing-header',
  'missing-parameter',
  'invalid-header',
  'invalid-parameter',
];

/** A name has room for so many segments. */
export const mostSegments = 32;

/**
 * The failure that a validator's findings mean: a missing value counts before a wrong one, and among those
 * headers before parameters. It names these values: `account.0.number`.
 *
 * @param cause the validator's own error or issues, for your log
 * @param above the function whose caller the stack begins with; without it, the stack is without a frame
 */
export function failureOfFindings(
  findings: readonly Finding[],
  cause: unknown,
  above?: CallableFunction,
): Failure {
  let first = ranking.length - 1;
  const names = new Set<string>();
  for (const finding of findings) {
    const rank = (memberOf(finding, 'isMissing') ? 0 : 2) + (memberOf(finding, 'part') === 'header' ? 0 : 1);
    if (rank > first) continue;
    if (rank < first) names.clear();
    first = rank;
    if (names.size < mostNames) names.add(nameOf(memberOf(finding, 'path') ?? []));
  }
  const failure = new UnthrownFailure(ranking[first] as FailureKind, { names: [...names], cause });
  if (above !== undefined) beginStackAbove(failure, above);
  return failure;
}

/** Sets the stack of a failure so that it begins with the caller of a function: a frame of ours would say nothing. */
export function beginStackAbove(failure: Failure, above: CallableFunction): void {
  Error.captureStackTrace?.(failure, above);
}

/** Each segment is cut by itself: megabytes are never put together. */
function nameOf(path: readonly unknown[]): string {
  // No `map` or `slice`: the paths of ArkType are arrays of a class of its own, which they would misconstruct.
  let name = '';
  for (let index = 0; index < path.length && index < mostSegments; index += 1) {
    const key = path[index];
    const segment = cleanName(typeof key === 'number' ? String(key) : key);
    if (segment !== '') name = name === '' ? segment : `${name}.${segment}`;
  }
  return cleanName(name);
}
