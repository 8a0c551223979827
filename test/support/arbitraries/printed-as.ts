import fc from 'fast-check';

/** A value as a report of fast-check prints it: some would fill pages, others fail when they are looked at. */
export function printedAs<Value extends object>(text: string, value: Value): Value {
  return { ...value, [fc.toStringMethod]: () => text };
}
