import { type ErrorReport, Failure } from '@oryu/core';
import { isStatementTimeout } from './database.js';
import type { Clock } from './time.js';

/** The exceptions of the database that a standard has a code for. All others are a system failure. */
export function translate(thrown: unknown): Failure | undefined {
  return isStatementTimeout(thrown) ? new Failure('timeout', { cause: thrown }) : undefined;
}

/** What no client may see goes to the bank's own log: one line of JSON for each error that nobody expected. */
export function errorLog(clock: Clock, log: (line: string) => void) {
  return ({ origin, error, thrown, request }: ErrorReport): void => {
    if (origin !== 'unexpected') return;
    const { name, message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
    log(
      JSON.stringify({
        at: clock().toISOString(),
        tranId: request.header('x-api-tran-id'),
        method: request.method,
        path: request.url.split('?')[0],
        code: error.code,
        thrown: { name, message, stack },
      }),
    );
  };
}
