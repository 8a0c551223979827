import { ownMembers } from '../own.js';

/** How to recognise the errors of a library without importing it: its documented class and the members that it sets. */
export interface Marks {
  /** The names of the error's classes, its own first, without Error. */
  readonly classes: readonly string[];
  /** The members of the error: all of them, and no other. An HTTP client's error has a request or a response, too. */
  readonly members: readonly string[];
}

/**
 * The own members of an error that has all the marks and nothing else; undefined for every other value. A plain object,
 * such as an upstream's JSON, has no class.
 */
export function recognise(thrown: unknown, { classes, members }: Marks): Record<string, unknown> | undefined {
  if (!(thrown instanceof Error) || classesOf(thrown).join() !== classes.join()) return undefined;
  const own = Object.keys(thrown);
  if (own.length !== members.length || !members.every((name) => own.includes(name))) return undefined;
  return ownMembers(thrown as Error & Record<string, unknown>);
}

/** The names of an error's classes, its own first, without Error. */
export function classesOf(error: Error): string[] {
  const names: string[] = [];
  let at: object | null = Object.getPrototypeOf(error);
  for (; at !== null && at !== Error.prototype; at = Object.getPrototypeOf(at))
    names.push(Object.hasOwn(at, 'constructor') ? at.constructor.name : '');
  return names;
}
