import { Failure, type FailureKind } from '@oryu/core';
import { kindOfStatus } from '@oryu/core/binding';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { failureOfHttpError } from '../http-errors.js';
import { failureOfBody } from './body.js';
import { failureOfPlugin } from './plugins.js';
import { failureOfValidation } from './validation.js';

/** The `context` of `translate`, of a report and of `mydataAuthorize`'s callback. */
export interface FastifyContext {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The kinds of failure by the codes of Fastify and its plugins that say more than their status. */
const kinds: ReadonlyMap<string, FailureKind> = new Map<string, FailureKind>([
  ['FST_ERR_BAD_URL', 'malformed-request'],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', 'malformed-body'],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'malformed-body'],
  ['FST_ERR_CTP_INVALID_JSON_BODY', 'malformed-body'],
  ['FST_ERR_HANDLER_TIMEOUT', 'timeout'],
  ['FST_ERR_ROUTE_MISSING_CONTENT_TYPE', 'missing-header'],
  // @fastify/jwt: not "Bearer" and a token
  ['FST_JWT_BAD_REQUEST', 'invalid-header'],
  ['FST_JWT_BAD_COOKIE_REQUEST', 'invalid-header'],
  // @fastify/multipart
  ['FST_INVALID_JSON_FIELD_ERROR', 'malformed-body'],
  ['FST_INVALID_MULTIPART_CONTENT_TYPE', 'unsupported-media-type'],
  ['FST_MP_PREMATURE_CLOSE', 'malformed-request'],
  // @fastify/reply-from, if its upstream cannot be reached or breaks off
  ['ECONNRESET', 'upstream-failed'],
  ['FST_REPLY_FROM_INTERNAL_SERVER_ERROR', 'upstream-failed'],
  ['FST_REPLY_FROM_SERVICE_UNAVAILABLE', 'upstream-failed'],
  ['UND_ERR_SOCKET', 'upstream-failed'],
]);

/**
 * The failure that an error of Fastify or one of its plugins means. Such an error is recognised by its class, or by
 * the state that Fastify itself keeps of the request. An object with the same members is not recognised.
 */
export function classify(thrown: unknown, { request, reply }: FastifyContext): Failure | undefined {
  const ofHttp = failureOfHttpError(thrown);
  if (ofHttp !== undefined) return ofHttp;
  if (isOfFastify(thrown)) return failureOfFastify(thrown);
  return (
    failureOfBody(thrown, request) ??
    failureOfValidation(thrown, request) ??
    failureOfPlugin(thrown, request, reply)
  );
}

/** A status of 500 is a mistake in the program, and not a failure. */
function failureOfFastify(thrown: FastifyError): Failure | undefined {
  const { code, statusCode = 500 } = thrown;
  const kind = kinds.get(code) ?? kindOfStatus(statusCode);
  return kind === 'unexpected' ? undefined : new Failure(kind, { cause: thrown });
}

const generic = Symbol.for('fastify-error-generic');

/**
 * @fastify/error 4 marks its classes with a symbol. Classes of version 3 and of @fastify/compress have a prototype with
 * the tag `Error`, which plain errors do not have.
 */
function isOfFastify(thrown: unknown): thrown is FastifyError {
  if (!(thrown instanceof Error)) return false;
  if ((thrown as { [generic]?: unknown })[generic] === true) return true;
  const tag = (thrown as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  return tag === 'Error' && /^Fastify(Compress)?Error$/.test(thrown.name);
}
