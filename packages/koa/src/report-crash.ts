import { inspect, types } from 'node:util';
import type { Context } from 'koa';

/** Reports an unexpected error as Koa does: to the application's listeners. Koa prints it if there are none. */
export function reportCrash(thrown: unknown, ctx: Context): void {
  ctx.app.emit('error', errorToPrint(thrown), ctx);
}

/**
 * Koa does not print an error with the status 404 or with `expose`, because it takes it for the client's mistake. It
 * throws for a value that is not an error. Here all of these are crashes.
 */
function errorToPrint(thrown: unknown): Error {
  try {
    if (thrown instanceof Error || types.isNativeError(thrown)) {
      const { status, expose, stack }: Printed = thrown;
      if (status !== 404 && !expose && typeof stack === 'string') return thrown;
    }
    return new Error(`thrown: ${inspect(thrown, { customInspect: false })}`, { cause: thrown });
  } catch {
    return new Error('the thrown value cannot be inspected', { cause: thrown });
  }
}

interface Printed extends Error {
  readonly status?: unknown;
  readonly expose?: unknown;
}
