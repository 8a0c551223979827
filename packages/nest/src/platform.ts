import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestView } from '@oryu/core';
import { requestView } from '@oryu/core/node';
import type { sendReply } from '@oryu/platforms/fastify/send';

/** Express's request, Fastify's with Node's as `raw`, or Node's own: in Nest's middleware on Fastify. */
export type PlatformRequest = IncomingMessage & {
  readonly raw?: IncomingMessage;
  readonly originalUrl?: string;
};

/** Express's response, Fastify's reply with Node's as `raw`, or Node's own. */
export type PlatformResponse = ServerResponse | Parameters<typeof sendReply>[0];

/** The part of a request that a standard may read. */
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
