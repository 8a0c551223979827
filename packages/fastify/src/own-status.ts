import { Failure } from '@oryu/core';
import { kindOfStatus } from '@oryu/core/binding';
import { statusOfPlainError } from '../../platforms/src/fastify/plugins.js';

/**
 * For `translate`: the failure that a plain Error's own `statusCode` means. Some plugins, and Fastify's own
 * documentation, mark errors so: @fastify/basic-auth without `authenticate`, @fastify/rate-limit without its
 * headers. An Error that has a class of its own or any other member is an HTTP client's, and is not read; neither is
 * a status of 500. Leave it out if a client of yours makes plain errors that have nothing but a `statusCode`.
 *
 * @example
 * await app.register(providerErrors, { standard: mydata(), translate: ownStatus });
 */
export function ownStatus(thrown: unknown): Failure | undefined {
  const status = statusOfPlainError(thrown);
  if (status === undefined || status < 400) return undefined;
  const kind = kindOfStatus(status);
  return kind === 'unexpected' ? undefined : new Failure(kind, { cause: thrown });
}
