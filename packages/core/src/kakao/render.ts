import { jsonMembers } from '../parse-reply.js';
import type { Reply } from '../reply.js';
import type { ResolvedError, WireReading, WireReply } from '../standard.js';

const json = { 'content-type': 'application/json; charset=UTF-8' };

/** 응답 코드: `msg` is always there and never empty, since clients read it unasked. */
export function render({ code, status, message, row }: ResolvedError): Reply {
  const msg = [message, row.text, row.en].find((text) => text?.trim()) ?? 'error';
  return { status, headers: json, body: JSON.stringify({ code, msg }) };
}

/** Reads a response of any API. */
export function read({ status, body }: WireReply): WireReading {
  if (status === 200) return { mismatch: 'success', detail: 'status 200' };
  const members = jsonMembers(body);
  if (members === undefined) return { mismatch: 'unreadable', detail: 'the body is no JSON object' };
  const { code, msg: message } = members;
  if (!Number.isInteger(code)) return { mismatch: 'missing-member', detail: 'code is no integer' };
  if (typeof message !== 'string' || message.trim() === '')
    return { mismatch: 'missing-member', detail: 'msg is no text' };
  return { code: code as number, message };
}
