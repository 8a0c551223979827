import { codeOfKey } from '../catalogue.js';
import { jsonMembers } from '../parse-reply.js';
import type { Reply, RequestView } from '../reply.js';
import type { Code, CodeRow, ResolvedError, WireReading, WireReply } from '../standard.js';
import { readXml, writeXml } from './xml.js';

/**
 * The form of an answer: XML where the API's name ends in `.xml`. The name is the last segment of the path as
 * received: `/a.xml/`, `/a.xml;v=1`, `/a.XML` and `/a%2Exml` are names of another kind (chosen), a query and
 * `Accept` say nothing.
 */
export function formOf({ url }: RequestView): 'json' | 'xml' {
  return /^[^?#]*\.xml(?:[?#]|$)/.test(url) ? 'xml' : 'json';
}

/** 오류 메시지 형식. A redirect carries the same body (chosen), beside its `Location`. */
export function render({ code, status, message, row, options }: ResolvedError, request: RequestView): Reply {
  const form = formOf(request);
  const headers: Record<string, string> = { 'content-type': `application/${form}; charset=UTF-8` };
  if (typeof options.location === 'string') headers.location = options.location;
  const errorMessage = message.trim() === '' ? (row.text ?? '') : message;
  const errorCode = String(code);
  return {
    status,
    headers,
    body: (form === 'json' ? JSON.stringify : writeXml)({ errorMessage, errorCode }),
  };
}

/** Printable ASCII without the backslash, which some clients read as a slash: no line break, no Korean. */
const uri = /^[\x21-\x5b\x5d-\x7e]+$/;

/** Whether a value can stand in `Location` at all. */
export function isUri(value: unknown): value is string {
  return typeof value === 'string' && uri.test(value);
}

/**
 * Whether a value is a reference that stays on this host, or an absolute http or https URL. `//host` and any
 * other scheme are neither, nor is a URL with a user, which RFC 9110 (4.2.4) forbids to send.
 */
export function isLocation(value: unknown): value is string {
  if (!isUri(value)) return false;
  const isRelative = !/^(?:\/\/|[a-z][a-z\d+.-]*:)/i.test(value);
  return isRelative || (/^https?:\/\/[^/?#@]+(?:[/?#]|$)/i.test(value) && URL.canParse(value));
}

/** Reads a response of the gateway: JSON, or XML of the shape that {@link render} gives it. */
export function read(reply: WireReply, codes: ReadonlyMap<Code, CodeRow>): WireReading {
  const { status, body } = reply;
  if (status === 200) return { mismatch: 'success', detail: 'status 200' };
  const members = /^\s*</.test(body) ? readXml(body) : jsonMembers(body);
  if (members === undefined)
    return { mismatch: 'unreadable', detail: 'the body is no JSON object and no <result> of XML' };
  const { errorMessage: message, errorCode } = members;
  if (typeof errorCode !== 'string') return { mismatch: 'missing-member', detail: 'errorCode is no string' };
  if (typeof message !== 'string') return { mismatch: 'missing-member', detail: 'errorMessage is no string' };
  const code = codeOfKey(errorCode);
  if (codes.get(code)?.needs !== 'location') return { code, message };
  const location = reply.header('location');
  if (location === undefined) return { mismatch: 'missing-member', detail: 'there is no Location' };
  if (!isLocation(location))
    return { mismatch: 'unreadable', detail: 'Location is neither relative nor an http or https URL' };
  return { code, message, options: { location } };
}
