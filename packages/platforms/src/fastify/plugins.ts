import { Failure } from '@oryu/core';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The failure of an official plugin that throws a plain Error with a `statusCode`, as HTTP clients do. What the
 * plugin has left on the reply, or the request itself, tells it from theirs.
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
 * The `statusCode` of an Error that is of no class of its own and has no other member. An error of an HTTP client
 * has a class, or says more: its request, its response, its code.
 */
export function statusOfPlainError(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || Object.getPrototypeOf(thrown) !== Error.prototype) return undefined;
  const members = Object.keys(thrown);
  const { statusCode } = thrown as { readonly statusCode?: unknown };
  return members.length === 1 && typeof statusCode === 'number' ? statusCode : undefined;
}

/** @fastify/rate-limit sets both of these headers, as the same number; headers of an upstream are texts. */
function secondsOfRateLimit(reply: FastifyReply): number | undefined {
  const seconds: unknown = reply.getHeader('retry-after');
  const reset: unknown = reply.getHeader('x-ratelimit-reset') ?? reply.getHeader('ratelimit-reset');
  return typeof seconds === 'number' && seconds === reset ? seconds : undefined;
}

/** @fastify/basic-auth sets its challenge if it is told to (`authenticate`), and only when it refuses. */
function isChallengedByBasicAuth({ server }: FastifyRequest, reply: FastifyReply): boolean {
  const challenge = String(reply.getHeader('www-authenticate'));
  return server.hasPlugin('@fastify/basic-auth') && challenge.startsWith('Basic');
}

/** @fastify/reply-from and @fastify/http-proxy refuse a path that leads elsewhere. So does an upstream of theirs. */
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
