import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply, RequestView } from '@oryu/core';
import { requestView, writeReply } from '@oryu/core/node';

/** Express's request, Fastify's with Node's as `raw`, or Node's alone: in Nest's middleware on Fastify. */
export type PlatformRequest = IncomingMessage & {
  readonly raw?: IncomingMessage;
  readonly originalUrl?: string;
};

/** Express's response, Fastify's reply with Node's response as `raw`, or Node's alone, likewise. */
export type PlatformResponse = ServerResponse & { readonly raw?: ServerResponse; hijack?(): unknown };

/** What a standard may know of the request. */
export function view(request: PlatformRequest): RequestView {
  return requestView(request.raw ?? request, request.originalUrl);
}

/** Writes the reply; on Fastify past Fastify, with the headers that it has kept to itself. */
export function answer(response: PlatformResponse, reply: Reply): void {
  const { raw } = response;
  response.hijack?.();
  if (raw === undefined) writeReply(response, reply);
  else writeReply(raw, reply, response.getHeaders());
}
