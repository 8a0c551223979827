import { assignable } from './own.js';

/**
 * Holds the stack of an error. V8 puts the name and the message of the object that it captured above the frames;
 * here the name has the error's code behind it, as in Node's own errors.
 */
class Trace {
  readonly #error: Error & { readonly code?: unknown };
  declare readonly stack: string;

  constructor(error: Error) {
    this.#error = error;
  }

  get name(): string {
    const { name, code } = this.#error;
    return `${name} [${String(code)}]`;
  }

  get message(): string {
    return this.#error.message;
  }
}

/** A class whose errors have as many frames as it says. */
export type StackOwner = NewableFunction & { readonly stackTraceLimit: number };

/** Captures, for a new error without frames, the frames above its class. */
export let captureStack: (error: ShortStackError, above: StackOwner) => void;

/**
 * An Error whose stack holds only as many frames as its class asks for. A full stack costs more than everything
 * else an error answer does, and a domain error only needs its throw site.
 */
export abstract class ShortStackError extends Error {
  /**
   * How many frames a stack keeps, as `Error.stackTraceLimit`: 1 (default) is the throw site, 0 keeps no frame,
   * 10 is Node's default. Never more than `Error.stackTraceLimit`. Settable per class.
   */
  static override stackTraceLimit = 1;
  #trace: Trace | undefined;

  constructor(message: string, options?: ErrorOptions, limit = new.target.stackTraceLimit) {
    const outer = Error.stackTraceLimit;
    const isShorter = limit < outer;
    try {
      if (isShorter) Error.stackTraceLimit = limit;
    } catch {
      // The intrinsics are frozen.
    }
    try {
      super(message, options);
    } finally {
      // No function sets the limit back: at the end of the call stack, its call would fail.
      try {
        if (isShorter) Error.stackTraceLimit = outer;
      } catch {
        // As above.
      }
    }
  }

  static {
    captureStack = (error, above) => {
      const outer = Error.stackTraceLimit;
      const limit = above.stackTraceLimit;
      const isShorter = limit < outer;
      // Some engines keep the stack elsewhere.
      if (Error.captureStackTrace === undefined) return;
      const trace = new Trace(error);
      error.#trace = trace;
      // In favour of the one below. Behind all members: V8 makes slow what follows.
      delete (error as { stack?: string }).stack;
      try {
        if (isShorter) Error.stackTraceLimit = limit;
      } catch {
        // As above.
      }
      try {
        Error.captureStackTrace(trace, above);
      } finally {
        try {
          if (isShorter) Error.stackTraceLimit = outer;
        } catch {
          // As above.
        }
      }
    };
    Object.defineProperty(ShortStackError.prototype, 'stack', {
      configurable: true,
      get(this: object) {
        return #trace in this ? this.#trace?.stack : undefined;
      },
      set(this: object, value: unknown) {
        Object.defineProperty(this, 'stack', assignable(value));
      },
    });
  }
}
