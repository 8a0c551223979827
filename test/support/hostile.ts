/** Throws, as a getter or a trap. */
export function fail(): never {
  throw new Error('secret');
}

/** A value of which one property throws when it is read. */
export function withThrowing<Value extends object>(value: Value, property: PropertyKey): Value {
  return Object.defineProperty(value, property, { get: fail, configurable: true });
}

/** Every trap of a Proxy. */
export const traps: readonly (keyof ProxyHandler<object>)[] = [
  'apply',
  'construct',
  'defineProperty',
  'deleteProperty',
  'get',
  'getOwnPropertyDescriptor',
  'getPrototypeOf',
  'has',
  'isExtensible',
  'ownKeys',
  'preventExtensions',
  'set',
  'setPrototypeOf',
];
/** A handler whose every trap throws. */
export const everyTrap = Object.fromEntries(traps.map((trap) => [trap, fail]));
