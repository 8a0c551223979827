import { Failure } from '@oryu/core';
import { kindOfStatus } from '@oryu/core/binding';
import { statusOfPlainError } from '@oryu/platforms/fastify/plugins';

/**
 * For `translate`: the failure that a plain Error's own `statusCode` means. Some plugins and Fastify's documentation
 * mark errors in this way: @fastify/basic-auth without `authenticate`, @fastify/rate-limit without its headers. An
 * Error that has a class of its own or any other member may be an HTTP client's and is not read, and neither is a
 * status of 500. Do not use it if an HTTP client of yours throws plain errors that have only a `statusCode`.
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
