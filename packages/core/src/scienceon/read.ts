import type { Code, CodeRow } from '../catalogue.js';
import { codeOfKey } from '../catalogue.js';
import { jsonMembers } from '../parse-reply.js';
import type { WireReading, WireReply } from '../wire.js';
import { isLocation } from './location.js';
import { readXml } from './xml.js';

/** Reads a response of the gateway: JSON, or XML of the shape that {@link render} gives it. */
export function read(reply: WireReply, codes: ReadonlyMap<Code, CodeRow>): WireReading {
  const { status, body } = reply;
  if (status === 200) return { mismatch: 'success', detail: 'status 200' };
  const members = /^\s*</.test(body) ? readXml(body) : jsonMembers(body);
  if (members === undefined)
    return { mismatch: 'unreadable', detail: 'the body is neither a JSON object nor an XML <result>' };
  const { errorMessage: message, errorCode } = members;
  if (typeof errorCode !== 'string')
    return { mismatch: 'missing-member', detail: 'errorCode is not a string' };
  if (typeof message !== 'string')
    return { mismatch: 'missing-member', detail: 'errorMessage is not a string' };
  const code = codeOfKey(errorCode);
  if (codes.get(code)?.needs !== 'location') return { code, message };
  const location = reply.header('location');
  if (location === undefined) return { mismatch: 'missing-member', detail: 'there is no Location' };
  if (!isLocation(location))
    return { mismatch: 'unreadable', detail: 'Location is neither relative nor an http or https URL' };
  return { code, message, options: { location } };
}
