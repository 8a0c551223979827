import { Failure } from './failure.js';

/** One thing that a validator finds: where, and whether something is missing there or wrong. */
export interface Finding {
  /** From the root of what was validated: `['account', 'tags', 0]`. */
  readonly path: readonly PropertyKey[];
  readonly isMissing: boolean;
}

/**
 * The failure that the findings of a validator are. For bindings and validators: what is missing counts before
 * what is wrong; names go on, written `account.tags.0`, values and texts never.
 */
export function failureOfFindings(
  part: 'header' | 'parameter',
  findings: readonly Finding[],
  cause: unknown,
): Failure {
  const missing = findings.filter(({ isMissing }) => isMissing);
  const names = (missing.length > 0 ? missing : findings).map(({ path }) => path.map(String).join('.'));
  return new Failure(missing.length > 0 ? `missing-${part}` : `invalid-${part}`, { names, cause });
}
