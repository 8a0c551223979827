/**
 * A member of an object, its own or its class's. A member that every object inherits counts as none: after a
 * prototype pollution Object.prototype has members that nobody gave.
 */
export function memberOf<Of extends object, Name extends keyof Of>(
  object: Of,
  name: Name,
): Of[Name] | undefined {
  for (let at: object | null = object; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at))
    if (Object.hasOwn(at, name)) return object[name];
  return undefined;
}

/** The own members of an object, on one that inherits none. */
export function ownMembers<Of extends object>(object: Of): Of {
  return Object.assign(Object.create(null), object);
}
