import { type Failure, failureOfUnanswered } from '@oryu/core';
import { allowedMethods } from '../../platforms/src/express/allowed-methods.js';
import { unanswered as unansweredOfFastify } from '../../platforms/src/fastify/unanswered.js';

/** Fastify's request has its `server`, Express's its `app`. */
export type RoutedRequest = Parameters<typeof allowedMethods>[0] | Parameters<typeof unansweredOfFastify>[0];

/** The failure that a request is which no controller answered: no route, or none for its method. */
export function unanswered(request: RoutedRequest): Failure {
  if ('server' in request) return unansweredOfFastify(request);
  return failureOfUnanswered(request.method, 'app' in request ? allowedMethods(request) : []);
}
