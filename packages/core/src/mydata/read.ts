import type { Code, CodeRow } from '../catalogue.js';
import { codeOfKey } from '../catalogue.js';
import { ownMembers } from '../own.js';
import { jsonMembers } from '../parse-reply.js';
import type { WireReading, WireReply } from '../wire.js';
import type { AuthorizeRow } from './render.js';

/** Reads a response of any API but OAuth. */
export function readApi({ status, body }: WireReply): WireReading {
  const members = jsonMembers(body);
  if (members === undefined) return { mismatch: 'unreadable', detail: 'the body is not a JSON object' };
  const { rsp_code: code, rsp_msg: message } = members;
  if (typeof code !== 'string') return { mismatch: 'missing-member', detail: 'rsp_code is not a string' };
  if (typeof message !== 'string') return { mismatch: 'missing-member', detail: 'rsp_msg is not a string' };
  if (/^(00000|00001|99999)$/.test(code)) {
    return status === 200
      ? { mismatch: 'success', detail: code }
      : { mismatch: 'wrong-status', detail: `${code} came with ${status} instead of 200` };
  }
  return { code: codeOfKey(code), message };
}

/** Reads a response of the token API. */
export function readToken({ status, body }: WireReply): WireReading {
  if (status === 200) return { mismatch: 'success', detail: 'status 200' };
  const members = jsonMembers(body);
  return members === undefined
    ? { mismatch: 'unreadable', detail: 'the body is not a JSON object' }
    : readOAuth(members);
}

/** Reads a response of the authorize API: a redirect's query, or a direct answer. */
export function readAuthorize(reply: WireReply, codes: ReadonlyMap<Code, CodeRow>): WireReading {
  const isRedirect = reply.status === 302;
  const reading = ownMembers(isRedirect ? readRedirect(reply) : readToken(reply));
  if ('mismatch' in reading) return reading;
  const { code: word, message } = reading;
  for (const [code, row] of codes) {
    const error: Code = (row as AuthorizeRow).error ?? code;
    // Two codes share the word invalid_request; their fixed description tells them apart.
    if (!isRedirect && error !== code && error === word && row.text === message) return { code };
    if (error !== code && code === word)
      return {
        mismatch: 'unknown-code',
        detail: `${code} is not an error on the wire: it is sent as ${error}`,
      };
  }
  return reading;
}

function readRedirect(reply: WireReply): WireReading {
  const location = reply.header('location') ?? '';
  if (!URL.canParse(location)) return { mismatch: 'unreadable', detail: 'there is no absolute Location' };
  const parameters = ownMembers(Object.fromEntries(new URL(location).searchParams));
  // A registered callback may have a code of its own in its query; an error is one all the same.
  return 'code' in parameters && !('error' in parameters)
    ? { mismatch: 'success', detail: 'an authorization code' }
    : readOAuth(parameters);
}

function readOAuth({ error, error_description: message }: Readonly<Record<string, unknown>>): WireReading {
  if (typeof error !== 'string') return { mismatch: 'missing-member', detail: 'error is not a string' };
  return { code: codeOfKey(error), message: typeof message === 'string' ? message : undefined };
}

/** The statuses under which an authorize code may arrive. */
export function authorizeStatuses(row: CodeRow): readonly number[] {
  const { status, directStatus }: AuthorizeRow = row;
  return directStatus === undefined ? [status] : [status, directStatus];
}
