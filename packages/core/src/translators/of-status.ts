import { Failure } from '../failure.js';
import { kindOfStatus } from '../from-status.js';

/** The failure that a status means; undefined if it is not an error's, or says no more than that something failed. */
export function failureOfStatus(status: unknown, cause: unknown): Failure | undefined {
  if (typeof status !== 'number' || !(status >= 400)) return undefined;
  const kind = kindOfStatus(status);
  return kind === 'unexpected' ? undefined : new Failure(kind, { cause });
}
