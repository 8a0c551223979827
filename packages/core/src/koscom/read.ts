import type { Code, CodeRow } from '../catalogue.js';
import { jsonMembers } from '../parse-reply.js';
import type { WireReading, WireReply } from '../wire.js';
import { isDetail, isOfCompany, isSender, type KoscomRow } from './render.js';

/** Reads a response of any server of the platform. */
export function read({ status, body }: WireReply, codes: ReadonlyMap<Code, CodeRow>): WireReading {
  if (status === 200) return { mismatch: 'success', detail: 'status 200' };
  const members = jsonMembers(body);
  if (members === undefined) return { mismatch: 'unreadable', detail: 'the body is not a JSON object' };
  const { category, code, message, description } = members;
  if (typeof category !== 'string') return { mismatch: 'missing-member', detail: 'category is not a string' };
  if (!Number.isInteger(code)) return { mismatch: 'missing-member', detail: 'code is not an integer' };
  if (typeof message !== 'string') return { mismatch: 'missing-member', detail: 'message is not a string' };
  const options: Record<string, unknown> = {};
  if (typeof description === 'string') options.description = description;
  const row = codes.get(code as number);
  if (row !== undefined && isOfCompany(row)) {
    if (!isSender(category, row)) return { mismatch: 'missing-member', detail: 'category names no company' };
    options.category = category;
  }
  if (row?.needs === 'detail') {
    const { text = '{detail}' } = row;
    options.detail = detailOf(message, text, row);
    if (options.detail === undefined)
      return { mismatch: 'missing-member', detail: `message is not of the form ${text}` };
  }
  return { code: code as number, options };
}

/** The part of a message that stands in the place of the template's detail; undefined for a message of another form. */
function detailOf(message: string, template: string, row: CodeRow): string | number | undefined {
  const [before = '', after = ''] = template.split('{detail}');
  if (!message.startsWith(before) || !message.endsWith(after)) return undefined;
  const text = message.slice(before.length, message.length - after.length);
  const detail = (row as KoscomRow).numeric === true && /^\d+$/.test(text) ? Number(text) : text;
  return isDetail(detail, row) ? detail : undefined;
}
