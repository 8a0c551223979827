import { jsonMembers } from '../parse-reply.js';
import type { WireReading, WireReply } from '../wire.js';

/** Reads a response of any API. */
export function read({ status, body }: WireReply): WireReading {
  if (status === 200) return { mismatch: 'success', detail: 'status 200' };
  const members = jsonMembers(body);
  if (members === undefined) return { mismatch: 'unreadable', detail: 'the body is not a JSON object' };
  const { code, msg: message } = members;
  if (!Number.isInteger(code)) return { mismatch: 'missing-member', detail: 'code is not an integer' };
  if (typeof message !== 'string' || message.trim() === '')
    return { mismatch: 'missing-member', detail: 'msg is not a text' };
  return { code: code as number, message };
}
