import { type Failure, UnthrownFailure } from './failure.js';

/**
 * The failure for a request that matched no route: `route-not-found`, or `method-not-allowed` if the path exists. For bindings.
 *
 * @param allow the methods of the path's routes; empty if the path is unknown. GET stands for HEAD too.
 */
export function failureOfMethods(method: string, allow: readonly string[]): Failure {
  const isKnown = allow.includes(method) || (method === 'HEAD' && allow.includes('GET'));
  return allow.length === 0 || isKnown
    ? new UnthrownFailure('route-not-found')
    : new UnthrownFailure('method-not-allowed', { allow });
}
