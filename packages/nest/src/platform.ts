import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestView } from '@oryu/core';
import { memberOf } from '@oryu/core/binding';
import { requestView } from '@oryu/core/node';
import type { sendReply } from '@oryu/platforms/fastify/send';

/** Express's request, Fastify's with Node's as `raw`, or Node's own: in Nest's middleware on Fastify. */
export type PlatformRequest = IncomingMessage & {
  readonly raw?: IncomingMessage;
  readonly originalUrl?: string;
};

/** Express's response, Fastify's reply with Node's as `raw`, or Node's own. */
export type PlatformResponse = ServerResponse | FastifyReply;

type FastifyReply = Parameters<typeof sendReply>[0];

/** The part of a request that a standard may read. */
export function view(request: PlatformRequest): RequestView {
  return requestView(memberOf(request, 'raw') ?? request, memberOf(request, 'originalUrl'));
}

/** Only Express puts its application, a function, on the request. */
export function isRequestOfExpress(request: { readonly raw?: unknown; readonly app?: unknown }): boolean {
  return memberOf(request, 'raw') === undefined && typeof memberOf(request, 'app') === 'function';
}

/** Node's own response. */
export function nodeResponse(response: PlatformResponse): ServerResponse {
  return isReplyOfFastify(response) ? response.raw : response;
}

/** Fastify's class has `raw`. An inherited one of Object.prototype says nothing. */
export function isReplyOfFastify(response: PlatformResponse): response is FastifyReply {
  return memberOf(response as Partial<FastifyReply>, 'raw') !== undefined;
}
