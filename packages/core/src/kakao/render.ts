import type { Reply } from '../reply.js';
import type { ResolvedError } from '../standard.js';

const json = { 'content-type': 'application/json; charset=UTF-8' };

/** 응답 코드: `msg` is always there and never empty, since clients read it unasked. */
export function render({ code, status, message, row }: ResolvedError): Reply {
  const msg = [message, row.text, row.en].find((text) => text?.trim()) ?? 'error';
  return { status, headers: json, body: JSON.stringify({ code, msg }) };
}
