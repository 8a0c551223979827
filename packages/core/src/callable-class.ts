import { assignable, ownMembers } from './own.js';
import { captureStack, type ShortStackError } from './short-stack-error.js';

/** A function that may stand behind `new`: a class of errors, or a user's subclass of it. */
export type ErrorConstructor = NewableFunction & { readonly stackTraceLimit?: number };

/**
 * Makes a function of a class of errors: `new` may be left out, as with Error itself, and classes of ES5 can inherit
 * from it. The stack of an error begins where the function, or its subclass, was called.
 *
 * @param build makes an error without a stack: of the class `heir`, or of `Class` itself
 */
export function callableClass<Callable extends object, First, Second, Made extends ShortStackError>(
  Class: { readonly prototype: Made },
  name: string,
  build: (first: First, second: Second, heir?: ErrorConstructor) => Made,
): Callable {
  function Callable(this: unknown, first: First, second: Second): Error {
    const newTarget = new.target as unknown as ErrorConstructor | undefined;
    const self = newTarget === undefined ? heirOf(this, callable) : undefined;
    const above = newTarget ?? self?.constructor ?? callable;
    const error = build(first, second, above === callable ? undefined : above);
    // Not deeper in: each frame that V8 has to walk over costs.
    captureStack(error, above, above.stackTraceLimit);
    return self === undefined ? error : inherit(self, error);
  }
  const callable: ErrorConstructor = Callable as never;
  Object.setPrototypeOf(Callable, Object.getPrototypeOf(Class));
  Object.defineProperties(Class.prototype, {
    constructor: assignable(Callable),
    name: assignable(name),
  });
  Object.defineProperties(Callable, {
    name: ownMembers({ value: name }),
    prototype: ownMembers({ value: Class.prototype }),
  });
  return Callable as never;
}

interface Heir {
  readonly constructor: ErrorConstructor;
}

/** The object that a class of ES5 calls its parent on, since it has no `new.target`; undefined in any other call. */
function heirOf(self: unknown, parent: ErrorConstructor): Heir | undefined {
  if (!Function.prototype[Symbol.hasInstance].call(parent, self)) return undefined;
  const heir = self as Heir;
  // What has a message is an error already: `error.constructor(code)` makes another one.
  const isNew = !Object.hasOwn(heir, 'message') && typeof heir.constructor === 'function';
  return isNew ? heir : undefined;
}

/** Gives the members of an error to an heir as well, since ES5 may ignore what its parent returns (`util.inherits`). */
function inherit(heir: Heir, error: Error): Error {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(error)))
    Object.defineProperty(heir, name, ownMembers(descriptor));
  Object.defineProperty(heir, 'stack', assignable(error.stack));
  return error;
}
