import type { Code, CodeRow } from '../catalogue.js';
import { jsonMembers } from '../parse-reply.js';
import type { WireReading, WireReply } from '../wire.js';
import { blank, mediaType, type ProblemRow } from './render.js';

/** Reads a problem: the status is the code of a blank one, its type that of another. */
export function read(reply: WireReply, codes: ReadonlyMap<Code, CodeRow>): WireReading {
  const { status, body } = reply;
  if (status < 400) return { mismatch: 'success', detail: `status ${status}` };
  if (!/^application\/problem\+json *(?:;|$)/i.test(reply.header('content-type') ?? ''))
    return { mismatch: 'unreadable', detail: `the body is not ${mediaType}` };
  const members = jsonMembers(body);
  if (members === undefined) return { mismatch: 'unreadable', detail: 'the body is not a JSON object' };
  const { type = blank, detail } = members;
  const message = typeof detail === 'string' ? detail : undefined;
  // A row of a type of its own is another problem, also if its code is the status.
  if (type === blank && isBlank(codes.get(status))) return { code: status, message };
  for (const [code, row] of codes) {
    if (!isBlank(row) && (row as ProblemRow).type === type) return { code, message };
  }
  return { mismatch: 'unknown-code', detail: 'the type is of no problem in the catalogue' };
}

function isBlank(row: ProblemRow | undefined): boolean {
  const { type = blank } = row ?? {};
  return type === blank;
}
