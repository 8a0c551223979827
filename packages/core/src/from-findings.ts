import { type Failure, type FailureKind, UnthrownFailure } from './failure.js';
import { cleanName, mostNames } from './failure-names.js';
import { memberOf } from './own.js';

/** Where in a request a value stands, in OpenAPI's words. */
export type RequestPart = 'body' | 'header' | 'path' | 'query';

/** One thing that a validator finds wrong with a request. */
export interface Finding {
  readonly part: RequestPart;
  /** The keys that lead to the value, some of them perhaps a client's: `['account', 0, 'number']`. */
  readonly path: readonly unknown[];
  /** Whether there is no value, rather than a wrong one. */
  readonly isMissing: boolean;
}

/** What counts first. */
const ranking: readonly FailureKind[] = [
  'missing-header',
  'missing-parameter',
  'invalid-header',
  'invalid-parameter',
];

/** More segments than these have no room in a name. */
export const mostSegments = 32;

/**
 * The failure that a validator's findings mean: what is missing counts before what is wrong, and among those
 * headers before parameters. It names what counts: `account.0.number`.
 *
 * @param cause what the validator itself says, for your log
 * @param above the function whose caller the stack begins with; without it, the stack has no frame
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

/** Gives a failure a stack that begins with the caller of a function: a frame of ours would say nothing. */
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
