/** Instances inherit nothing of Object. V8 makes those of a function fast, `Object.create(null)` and its like slow. */
const Bare = /* @__PURE__ */ (() => {
  function Bare() {}
  // Libraries recognise a plain object by its constructor, Object. A member may have that name, too.
  Bare.prototype = Object.create(null, { constructor: { value: Object, writable: true } });
  return Bare as unknown as new () => object;
})();

/**
 * A copy that holds an object's own members and inherits none. After a prototype pollution every plain object
 * has members that nobody gave it; reading a missing member of this copy finds nothing.
 */
export function ownMembers<Given extends object>(given: Given | null | undefined): Given {
  const copy = new Bare() as Given;
  // Object.assign needs four times as long for headers from Node, which inherit nothing.
  for (const name of Object.keys(given ?? {}) as (keyof Given)[]) copy[name] = (given as Given)[name];
  return copy;
}

/** A member of an object or of its class; undefined if only Object.prototype has it, where anybody may have put it. */
export function memberOf<Given extends object, Name extends keyof Given>(
  given: Given,
  name: Name,
): Given[Name] | undefined {
  for (let at: object | null = given; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at))
    if (Object.hasOwn(at, name)) return given[name];
  return undefined;
}

/** The descriptor of a member that can be assigned, as the members of Error can. */
export function assignable(value: unknown): PropertyDescriptor {
  const descriptor = new Bare() as PropertyDescriptor;
  descriptor.value = value;
  descriptor.writable = true;
  descriptor.configurable = true;
  return descriptor;
}

/** Whether a value has a mark that its class gave it, of this or another installed copy of this package. Never throws. */
export function isMarked(value: unknown, mark: symbol): boolean {
  try {
    return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[mark] === true;
  } catch {
    return false;
  }
}
