import { METHODS } from 'node:http';
import { type Failure, failureOfUnanswered } from '@oryu/core';
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
  return failureOfUnanswered(method, allow);
}
