import { codeOfKey } from '../catalogue.js';
import { jsonMembers } from '../parse-reply.js';
import type { WireReading, WireReply } from '../wire.js';

/** Reads a response of either server. A success, too, must be JSON: else a relay cannot pass it on. */
export function read({ status, body }: WireReply): WireReading {
  const members = jsonMembers(body);
  if (members === undefined) return { mismatch: 'unreadable', detail: 'the body is not a JSON object' };
  if (status === 200) return { mismatch: 'success', detail: 'status 200' };
  const { errorType: code, errorMsg: message } = members;
  if (typeof code !== 'string') return { mismatch: 'missing-member', detail: 'errorType is not a string' };
  return { code: codeOfKey(code), message: typeof message === 'string' ? message : undefined };
}
