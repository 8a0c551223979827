import type { Failure } from '@oryu/core';
import { failureOfUnanswered } from '@oryu/core/binding';
import { allowedMethods as allowedMethodsOfExpress } from '../../platforms/src/express/allowed-methods.js';
import { unanswered as unansweredOfFastify } from '../../platforms/src/fastify/unanswered.js';

/** Fastify's request has its `server`, Express's its `app`; Node's alone has neither. */
export type RoutedRequest =
  | Parameters<typeof allowedMethodsOfExpress>[0]
  | Parameters<typeof unansweredOfFastify>[0];

/** The failure for a request that matched no route: `method-not-allowed` if the path has routes. */
export function failureForUnmatched(request: RoutedRequest): Failure {
  if ('server' in request) return unansweredOfFastify(request);
  return failureOfUnanswered(request.method, allowedMethods(request));
}

/** The methods that the platform's router knows for the path of a request. */
export function allowedMethods(request: RoutedRequest): readonly string[] {
  if ('server' in request) {
    const { server, url } = request;
    // No route has an empty method, so that the failure lists all there are.
    return unansweredOfFastify({ method: '', server, url } as typeof request).allow ?? [];
  }
  return 'app' in request ? allowedMethodsOfExpress(request) : [];
}
