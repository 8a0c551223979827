import { codeOfKey } from '../catalogue.js';
import { jsonMembers } from '../parse-reply.js';
import type { Reply } from '../reply.js';
import type { ResolvedError, WireReading, WireReply } from '../standard.js';

/** Chosen: the document names no content type. */
const json = { 'content-type': 'application/json; charset=utf-8' };

/** The error page, both servers alike: `errorMsg` only where there is something to read. */
export function render({ code, status, message }: ResolvedError): Reply {
  const members = { errorType: String(code) };
  return {
    status,
    headers: json,
    body: JSON.stringify(message.trim() === '' ? members : { ...members, errorMsg: message }),
  };
}

/** Reads a response of either server. A success, too, must be JSON: else a relay cannot pass it on. */
export function read({ status, body }: WireReply): WireReading {
  const members = jsonMembers(body);
  if (members === undefined) return { mismatch: 'unreadable', detail: 'the body is no JSON object' };
  if (status === 200) return { mismatch: 'success', detail: 'status 200' };
  const { errorType: code, errorMsg: message } = members;
  if (typeof code !== 'string') return { mismatch: 'missing-member', detail: 'errorType is no string' };
  return { code: codeOfKey(code), message: typeof message === 'string' ? message : undefined };
}
