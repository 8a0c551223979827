import { METHODS } from 'node:http';
import { Failure } from '@oryu/core';
import type { FastifyRequest, HTTPMethods } from 'fastify';

/**
 * No route, or none for the method: Fastify says 404 to both. A wildcard route knows no path, so that
 * the one of @fastify/cors or @fastify/static does not make every path known.
 */
export function unanswered({ method, server, url }: FastifyRequest): Failure {
  const allow = METHODS.filter((method) => {
    const route = server.findRoute({ method: method as HTTPMethods, url });
    return route !== null && !Object.hasOwn(route.params, '*');
  });
  return allow.length === 0 || allow.includes(method)
    ? new Failure('route-not-found')
    : new Failure('method-not-allowed', { allow });
}
