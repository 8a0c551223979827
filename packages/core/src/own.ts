/** Instances inherit nothing of Object. V8 makes those of a function fast, `Object.create(null)` and its like slow. */
const Bare = /* @__PURE__ */ (() => {
  function Bare() {}
  Object.setPrototypeOf(Bare.prototype, null);
  // Libraries take for a plain object what names Object as its constructor.
  Bare.prototype.constructor = Object;
  return Bare as unknown as new () => object;
})();

/**
 * A copy that holds an object's own members and inherits none. After a prototype pollution every plain object
 * has members that nobody gave it; reading a missing member of this copy finds nothing.
 */
export function ownMembers<Given extends object>(given: Given | null | undefined): Given {
  return Object.assign(new Bare(), given) as Given;
}

/** An object's own member; undefined if the object only inherits it. */
export function own<Given extends object, Name extends keyof Given>(
  given: Given,
  name: Name,
): Given[Name] | undefined {
  return Object.hasOwn(given, name) ? given[name] : undefined;
}

/** The descriptor of a member that can be assigned, as the members of Error can. */
export function assignable(value: unknown): PropertyDescriptor {
  return ownMembers({ value, writable: true, configurable: true });
}

/**
 * A member of an object, its own or its class's; undefined if only Object.prototype has it. For objects that may be
 * instances with getters.
 */
export function memberOf<Given extends object, Name extends keyof Given>(
  given: Given,
  name: Name,
): Given[Name] | undefined {
  for (let at: object | null = given; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at))
    if (Object.hasOwn(at, name)) return given[name];
  return undefined;
}
