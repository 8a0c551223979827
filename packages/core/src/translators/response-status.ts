import type { Failure } from '../failure.js';
import { memberOf } from '../own.js';
import { failureOfStatus } from './of-status.js';

interface WithStatusCode {
  readonly statusCode: number;
}

/** The context of Express, or of Fastify. */
export type ResponseContext = { readonly response: WithStatusCode } | { readonly reply: WithStatusCode };

/**
 * For `res.status(404); throw error` of Express, and `reply.code(404); throw error` of Fastify: the failure that the
 * status of the response means when the error comes. Nothing is read from the error. A status of 500 stays unexpected.
 * Do not use it if your code copies the status of another server to its response.
 *
 * @example
 * app.use(providerErrors(mydata(), { translate: responseStatus }));
 */
export function responseStatus(thrown: unknown, context: ResponseContext): Failure | undefined {
  const given: { readonly response?: WithStatusCode; readonly reply?: WithStatusCode } = context;
  const response = memberOf(given, 'response') ?? memberOf(given, 'reply');
  return failureOfStatus(response?.statusCode, thrown);
}
