import { Failure } from '@oryu/core';
import { memberOf, ownMembers } from '@oryu/core/binding';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The failure of an official plugin that throws a plain Error with a `statusCode`. HTTP clients throw the same. The
 * headers that the plugin has set on the reply, or the request itself, tell the plugin's errors from theirs.
 */
export function failureOfPlugin(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Failure | undefined {
  const status = statusOfPlainError(thrown);
  const options = { cause: thrown };
  if (status === 429 || status === 403) {
    const retryAfter = secondsOfRateLimit(reply);
    if (retryAfter === undefined) return undefined;
    return new Failure(status === 429 ? 'rate-limited' : 'forbidden', { ...options, retryAfter });
  }
  if (status === 401 && isChallengedByBasicAuth(request, reply))
    return new Failure('unauthenticated', options);
  if (status === 400 && isRefusedByReplyFrom(thrown as Error, request))
    return new Failure('malformed-request', options);
  return undefined;
}

/**
 * The `statusCode` of a plain Error that has no other member. An error of an HTTP client has a class of its own or
 * more members: its request, its response, its code.
 */
function statusOfPlainError(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || Object.getPrototypeOf(thrown) !== Error.prototype) return undefined;
  const members = Object.keys(thrown);
  const { statusCode } = ownMembers(thrown as Error & { readonly statusCode?: unknown });
  return members.length === 1 && typeof statusCode === 'number' ? statusCode : undefined;
}

/** @fastify/rate-limit sets both of these headers to the same number. Headers of an upstream are strings. */
function secondsOfRateLimit(reply: FastifyReply): number | undefined {
  const headers: Readonly<Record<string, unknown>> = ownMembers(reply.getHeaders());
  const { 'retry-after': seconds, 'x-ratelimit-reset': long, 'ratelimit-reset': reset = long } = headers;
  return typeof seconds === 'number' && seconds === reset ? seconds : undefined;
}

/** @fastify/basic-auth sets its challenge only when it refuses, and only with the option `authenticate`. */
function isChallengedByBasicAuth({ server }: FastifyRequest, reply: FastifyReply): boolean {
  const challenge = String(memberOf(reply.getHeaders(), 'www-authenticate'));
  return server.hasPlugin('@fastify/basic-auth') && challenge.startsWith('Basic');
}

/** @fastify/reply-from and @fastify/http-proxy refuse a path that leads elsewhere. Their upstream may do the same. */
function isRefusedByReplyFrom({ message }: Error, { server, url }: FastifyRequest): boolean {
  return (
    message === 'source/request contain invalid characters' &&
    server.hasPlugin('@fastify/reply-from') &&
    leadsElsewhere(url)
  );
}

function leadsElsewhere(url: string): boolean {
  try {
    return /\.\.|\\|\/\/|[\t\n\r\0]/.test(decodeURIComponent(url));
  } catch {
    return true;
  }
}
