import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply, RequestView } from '@oryu/core';
import { requestView, writeReply } from '@oryu/core/node';
import { answer as answerOnFastify } from '../../platforms/src/fastify/answer.js';

/** Express's request, Fastify's with Node's as `raw`, or Node's alone: in Nest's middleware on Fastify. */
export type PlatformRequest = IncomingMessage & {
  readonly raw?: IncomingMessage;
  readonly originalUrl?: string;
};

/** Express's response, Fastify's reply, or Node's response alone, likewise. */
export type PlatformResponse = ServerResponse | FastifyReply;

type FastifyReply = Parameters<typeof answerOnFastify>[0];

/** What a standard may know of the request. */
export function view(request: PlatformRequest): RequestView {
  return requestView(request.raw ?? request, request.originalUrl);
}

/** Only Express puts its application, a function, on the request. */
export function isRequestOfExpress(request: object): boolean {
  return !('raw' in request) && 'app' in request && typeof request.app === 'function';
}

/** Node's own response. */
export function nodeResponse(response: PlatformResponse): ServerResponse {
  return 'raw' in response ? response.raw : response;
}

/** Writes the reply; through Fastify if the response is Fastify's, so that its hooks run. */
export function answer(response: PlatformResponse, reply: Reply): void {
  if ('raw' in response) answerOnFastify(response, reply);
  else writeReply(response, reply);
}

/** Lets Fastify finish an answer that failed on its way: the sealed response sends the first reply. */
export function finish(response: PlatformResponse): void {
  if ('raw' in response) response.send('');
}
