import type { Code } from './catalogue.js';
import { memberOf, ownMembers } from './own.js';
import type { ProviderError } from './provider-error.js';
import type { Standard } from './standard.js';
import type { Mismatch } from './wire.js';

/** A response of another server, as any HTTP client returns it. */
export interface ReceivedReply {
  readonly status: number;
  /** A plain object, names in any case, or a `Headers`. */
  readonly headers:
    | Readonly<Record<string, string | readonly string[] | undefined>>
    | { get(name: string): string | null };
  readonly body: string | Uint8Array;
}

/**
 * Reads another server's response by a standard: the typed error, with `fromWire: true`, or the reason why it is not one.
 * Thrown on, such an error is answered as `upstream-failed`; a relay passes it on by returning it from `translate`.
 *
 * @example
 * const { error, mismatch } = parseReply(vasp(), { status: 503, headers: {}, body });
 *
 * @throws TypeError for arguments that are not a response, or a standard without `read`.
 */
export function parseReply<C extends Code>(
  standard: Standard<C>,
  received: ReceivedReply,
):
  | { readonly error: ProviderError<C>; readonly mismatch?: undefined; readonly detail?: undefined }
  | Mismatch {
  const body = memberOf(received, 'body');
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw new TypeError(
      'parseReply needs the body as it was received: a string or bytes, not a parsed object',
    );
  }
  let text: string;
  try {
    text =
      typeof body === 'string' ? body : new TextDecoder('utf-8', ownMembers({ fatal: true })).decode(body);
  } catch {
    return ownMembers({ mismatch: 'unreadable', detail: 'the body is not UTF-8' });
  }
  const status = memberOf(received, 'status') as number;
  const headers = memberOf(received, 'headers') as ReceivedReply['headers'];
  return standard.read({ status, body: text, header: (name) => headerOf(headers, name) });
}

function headerOf(headers: ReceivedReply['headers'], name: string): string | undefined {
  if (typeof headers.get === 'function') return headers.get(name) ?? undefined;
  for (const [key, value] of Object.entries(
    headers as Record<string, string | readonly string[] | undefined>,
  )) {
    if (key.toLowerCase() !== name.toLowerCase()) continue;
    return Array.isArray(value) ? value.join(', ') : (value as string | undefined);
  }
  return undefined;
}

/** The members of a JSON object, which inherit none; undefined for all other texts. For the `read` of a standard. */
export function jsonMembers(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? ownMembers(value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
