/** Printable ASCII without the backslash, which some clients read as a slash: no line break, no Korean. */
const uri = /^[\x21-\x5b\x5d-\x7e]+$/;

/** Whether a value can stand in `Location` at all. */
export function isUri(value: unknown): value is string {
  return typeof value === 'string' && uri.test(value);
}

/**
 * Whether a value is a reference that stays on this host, or an absolute http or https URL. `//host` and any
 * other scheme are neither, nor is a URL with a user, which RFC 9110 (4.2.4) forbids to send.
 */
export function isLocation(value: unknown): value is string {
  if (!isUri(value)) return false;
  const isRelative = !/^(?:\/\/|[a-z][a-z\d+.-]*:)/i.test(value);
  return isRelative || (/^https?:\/\/[^/?#@]+(?:[/?#]|$)/i.test(value) && URL.canParse(value));
}
