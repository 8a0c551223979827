import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from '@oryu/core';
import { writeReply } from '@oryu/core/node';
import { keptAlive, responseText } from './raw-http.js';
import { Served } from './served.js';

export const body = '{"rsp_code":"40305","rsp_msg":"해지"}';
export const headers = {
  'content-type': 'application/json; charset=UTF-8',
  'content-length': '39',
  'x-api-tran-id': 'A',
};
export const reply: Reply = { status: 403, headers, body };
export const textOfReply = (more: Record<string, string> = {}) =>
  responseText('HTTP/1.1 403 Forbidden', Object.entries({ ...headers, ...keptAlive, ...more }), body);

export const refuse = () => {
  throw new Error('refused');
};

/** A server that answers everything with the reply, after what a handler may have done. */
export const serve = (before: (response: ServerResponse, request: IncomingMessage) => unknown = () => {}) =>
  Served.start((request, response) => {
    before(response, request);
    writeReply(response, reply);
  });
