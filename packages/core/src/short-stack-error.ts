import { assignable, own, ownMembers } from './own.js';

/**
 * Holds the stack of an error. V8 puts the name and the message of the object that it captured above the frames;
 * here the name has the error's code behind it, as in Node's own errors.
 */
class Trace {
  readonly #error: Error & { readonly code?: unknown };
  declare readonly stack?: string;

  constructor(error: Error) {
    this.#error = error;
  }

  get name(): string {
    const code = own(this.#error, 'code');
    const { name } = this.#error;
    return code === undefined ? name : `${name} [${String(code)}]`;
  }

  get message(): string {
    return this.#error.message;
  }
}

/** Gives a new error the stack above a function. */
export let captureStack: (error: ShortStackError, above: NewableFunction, stackTraceLimit?: number) => void;

/**
 * An Error whose stack holds only as many frames as its class asks for. A full stack costs more than everything
 * else an error answer does, and a domain error only needs its throw site. The constructor keeps no frame:
 * {@link captureStack} does.
 */
export abstract class ShortStackError extends Error {
  /**
   * How many frames a stack keeps, as `Error.stackTraceLimit`: 1 (default) is the throw site, 0 none,
   * 10 what Node keeps. Never more than `Error.stackTraceLimit`. Settable per class.
   */
  static override stackTraceLimit = 1;
  #trace: Trace | undefined;

  constructor(message: string, options?: ErrorOptions) {
    // No function sets the limit: at the end of the call stack, the call that sets it back would fail.
    const outer = Error.stackTraceLimit;
    try {
      if (outer > 0) Error.stackTraceLimit = 0;
    } catch {
      // The intrinsics are frozen.
    }
    try {
      super(message, options);
    } finally {
      try {
        if (outer > 0) Error.stackTraceLimit = outer;
      } catch {
        // The intrinsics are frozen.
      }
    }
  }

  static {
    captureStack = (error, above, stackTraceLimit = 1) => {
      // In favour of the one below.
      delete (error as { stack?: string }).stack;
      error.#trace = new Trace(error);
      const outer = Error.stackTraceLimit;
      if (!(stackTraceLimit > 0) || !(outer > 0)) return;
      const isShorter = stackTraceLimit < outer;
      try {
        if (isShorter) Error.stackTraceLimit = stackTraceLimit;
      } catch {
        // The intrinsics are frozen.
      }
      try {
        Error.captureStackTrace?.(error.#trace, above);
      } finally {
        try {
          if (isShorter) Error.stackTraceLimit = outer;
        } catch {
          // The intrinsics are frozen.
        }
      }
    };
    const stack = ownMembers<PropertyDescriptor>({
      configurable: true,
      get(this: object) {
        const trace = #trace in this ? this.#trace : undefined;
        return trace && (trace.stack ?? Error.prototype.toString.call(trace));
      },
      set(this: object, value: unknown) {
        Object.defineProperty(this, 'stack', assignable(value));
      },
    });
    Object.defineProperty(ShortStackError.prototype, 'stack', stack);
  }
}
