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

/** Writes the reply; through Fastify, where it is Fastify's, so that its hooks run. */
export function answer(response: PlatformResponse, reply: Reply): void {
  if ('raw' in response) answerOnFastify(response, reply);
  else writeReply(response, reply);
}
