import type { Reply } from '../reply.js';
import type { ResolvedError } from '../standard.js';

/** Chosen: the document names no content type. */
const json = { 'content-type': 'application/json; charset=utf-8' };

/** The error page, both servers alike: `errorMsg` only if there is something to read. */
export function render({ code, status, message }: ResolvedError): Reply {
  const members = { errorType: String(code) };
  return {
    status,
    headers: json,
    body: JSON.stringify(message.trim() === '' ? members : { ...members, errorMsg: message }),
  };
}
