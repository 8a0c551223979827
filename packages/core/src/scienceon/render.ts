import type { Reply, RequestView } from '../reply.js';
import type { ResolvedError } from '../standard.js';
import { writeXml } from './xml.js';

/**
 * The form of an answer: XML if the API's name ends in `.xml`. The name is the last segment of the path as
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
