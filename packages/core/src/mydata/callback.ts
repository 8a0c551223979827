/** A URL that a redirect may lead to: absolute, http or https, nothing that a header could not carry. */
export function isCallback(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\/[\x21-\x7e]+$/i.test(value) && URL.canParse(value);
}

/** The members go before the fragment, behind the query that is there; the callback's own bytes stay. */
export function withMembers(callback: string, members: Readonly<Record<string, string>>): string {
  const end = callback.includes('#') ? callback.indexOf('#') : callback.length;
  const base = callback.slice(0, end);
  const separator = !base.includes('?') ? '?' : /[?&]$/.test(base) ? '' : '&';
  return `${base}${separator}${new URLSearchParams(members)}${callback.slice(end)}`;
}
