import { cleanName, Failure } from './failure.js';

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

/**
 * The failure that a validator's findings mean: what is missing counts before what is wrong, and among those
 * headers before parameters. It names what counts: `account.0.number`.
 *
 * @param cause what the validator itself says, for your log
 */
export function failureOfFindings(findings: readonly Finding[], cause: unknown): Failure {
  const missing = findings.filter(({ isMissing }) => isMissing);
  const fault = missing.length > 0 ? 'missing' : 'invalid';
  const faults = missing.length > 0 ? missing : findings;
  const ofHeaders = faults.filter(({ part }) => part === 'header');
  const place = ofHeaders.length > 0 ? 'header' : 'parameter';
  const names = new Set((ofHeaders.length > 0 ? ofHeaders : faults).map(({ path }) => nameOf(path)));
  return new Failure(`${fault}-${place}`, { names: [...names], cause });
}

/** More segments than this have no room in a name. Each is cut by itself: megabytes are never put together. */
const mostSegments = 32;

function nameOf(path: readonly unknown[]): string {
  // The paths of ArkType are arrays of a class of its own, which `map` and `slice` would misconstruct.
  const names = Array.from({ length: Math.min(path.length, mostSegments) }, (_, index) => {
    const key = path[index];
    return cleanName(typeof key === 'number' ? String(key) : key);
  });
  return cleanName(names.filter((name) => name !== '').join('.'));
}
