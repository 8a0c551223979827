/**
 * A value as an error message shows it. A text is cut; an object is only called one, since its conversion to a
 * text runs foreign code, which can throw or take long.
 */
export function quote(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 64));
  return Object(value) === value ? `[${typeof value}]` : String(value);
}
