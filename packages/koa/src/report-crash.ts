import { inspect, types } from 'node:util';
import type { Context } from 'koa';

/** Reports an unexpected error as Koa does: to the listeners of the application, or in print if there are none. */
export function reportCrash(thrown: unknown, ctx: Context): void {
  ctx.app.emit('error', errorToPrint(thrown), ctx);
}

/**
 * Koa prints nothing of an error with the status 404 or with `expose`, since it would have answered it as the client's
 * mistake; and it throws for what is not an error. Here they are crashes as any other.
 */
function errorToPrint(thrown: unknown): Error {
  try {
    if (thrown instanceof Error || types.isNativeError(thrown)) {
      const { status, expose, stack }: Printed = thrown;
      if (status !== 404 && !expose && typeof stack === 'string') return thrown;
    }
    return new Error(`thrown: ${inspect(thrown, { customInspect: false })}`, { cause: thrown });
  } catch {
    return new Error('what was thrown breaks when it is looked at', { cause: thrown });
  }
}

interface Printed extends Error {
  readonly status?: unknown;
  readonly expose?: unknown;
}
