import type { Reply } from '@oryu/core';

const json = { 'content-type': 'application/json; charset=UTF-8' };

/** A whole JSON answer: the body is given as it must come, byte for byte, and headers beside those every one has. */
export function jsonReply(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    headers: { ...json, 'content-length': String(Buffer.byteLength(body)), ...headers },
    body,
  };
}

/** A redirect: nothing but where it leads. */
export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 302, headers: { location, 'content-length': '0', ...headers }, body: '' };
}
