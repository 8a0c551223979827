import type { Failure } from '@oryu/core';
import { failureOfMethods } from '@oryu/core/binding';
import * as express from '@oryu/platforms/express/unmatched';
import * as fastify from '@oryu/platforms/fastify/unmatched';

/** Fastify's request has a `server` and Express's has an `app`. Node's own has neither. */
export type RoutedRequest =
  | Parameters<typeof express.failureForUnmatched>[0]
  | Parameters<typeof fastify.failureForUnmatched>[0];

/** The failure for a request that matched no route: `method-not-allowed` if the path has routes. */
export function failureForUnmatched(request: RoutedRequest): Failure {
  if ('server' in request) return fastify.failureForUnmatched(request);
  return failureOfMethods(request.method, allowedMethods(request));
}

/** The methods that the platform's router knows for the path of a request. */
export function allowedMethods(request: RoutedRequest): readonly string[] {
  if ('server' in request) {
    const { server, url } = request;
    // A route cannot have an empty method, so the failure lists all methods of the path.
    return fastify.failureForUnmatched({ method: '', server, url } as typeof request).allow ?? [];
  }
  return 'app' in request ? express.allowedMethods(request) : [];
}
