import type { Failure } from '@oryu/core';
import { failureOfMethods, memberOf } from '@oryu/core/binding';
import * as express from '@oryu/platforms/express/unmatched';
import * as fastify from '@oryu/platforms/fastify/unmatched';

/** Fastify's request has a `server` and Express's has an `app`. Node's own has neither. */
export type RoutedRequest = Parameters<typeof express.failureForUnmatched>[0] | RequestOfFastify;

type RequestOfFastify = Parameters<typeof fastify.methodsOf>[0];

/** The failure for a request that matched no route: `method-not-allowed` if the path has routes. */
export function failureForUnmatched(request: RoutedRequest): Failure {
  return failureOfMethods(request.method, allowedMethods(request));
}

/** The methods that the platform's router knows for the path of a request. */
export function allowedMethods(request: RoutedRequest): readonly string[] {
  if (isOfFastify(request)) return fastify.methodsOf(request);
  return memberOf(request, 'app') === undefined ? [] : express.allowedMethods(request);
}

function isOfFastify(request: RoutedRequest): request is RequestOfFastify {
  return memberOf(request as Partial<RequestOfFastify>, 'server') !== undefined;
}
