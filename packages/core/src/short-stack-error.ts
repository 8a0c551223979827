/**
 * An Error whose stack holds only as many frames as its class asks for. A full stack costs more than
 * everything else an error answer does; the throw site is what one looks for in a domain error.
 */
export abstract class ShortStackError extends Error {
  /**
   * How many frames a stack keeps, as `Error.stackTraceLimit`: 1 (default) is the throw site, 0 none,
   * 10 what Node keeps. Never more than `Error.stackTraceLimit`. Settable per class.
   */
  static override stackTraceLimit = 1;

  constructor(message: string, options?: ErrorOptions, stackTraceLimit = new.target.stackTraceLimit) {
    const outer = Error.stackTraceLimit;
    const shorten = stackTraceLimit < outer;
    if (shorten) limit(stackTraceLimit);
    super(message, options);
    if (shorten) limit(outer);
  }
}

/**
 * Gives an error the stack as it is above a function, whatever it was built with. Called where the error is
 * built and not in its constructor: each frame that V8 has to walk over costs.
 */
export function captureStack(error: Error, above: NewableFunction, stackTraceLimit: number): void {
  const outer = Error.stackTraceLimit;
  if (!(stackTraceLimit > 0) || !(outer > 0)) return;
  const shorten = stackTraceLimit < outer;
  if (shorten) limit(stackTraceLimit);
  Error.captureStackTrace?.(error, above);
  if (shorten) limit(outer);
}

function limit(stackTraceLimit: number): void {
  try {
    Error.stackTraceLimit = stackTraceLimit;
  } catch {
    // The intrinsics are frozen.
  }
}
