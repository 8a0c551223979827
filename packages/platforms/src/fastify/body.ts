import type { Readable } from 'node:stream';
import { Failure } from '@oryu/core';
import { memberOf, ownMembers } from '@oryu/core/binding';
import type { FastifyRequest } from 'fastify';
import { isErrorOfDecompression } from '../zlib.js';
import { symbolOf } from './symbol-of.js';

/**
 * The failure of a request whose body cannot be read: the stream that carries the body has failed with this error. If
 * a content type parser (Fastify 4's own, or the application's) refuses JSON, the error is a SyntaxError with the
 * status 400, and the request has no body yet.
 */
export function failureOfBody(thrown: unknown, request: FastifyRequest): Failure | undefined {
  const options = { cause: thrown };
  if (thrown === undefined || thrown === null) return undefined;
  if (thrown === request.raw.errored) return new Failure('malformed-request', options);
  if (thrown === payloadOf(request)?.errored) {
    // @fastify/compress replaces the code of zlib's error.
    const isOfCompress = memberOf(thrown as { code?: unknown }, 'code') === 'FST_CP_ERR_INVALID_CONTENT';
    const isCorrupt = isOfCompress || isErrorOfDecompression(thrown);
    return isCorrupt ? new Failure('malformed-body', options) : undefined;
  }
  const isRefused =
    thrown instanceof SyntaxError &&
    memberOf(thrown as SyntaxError & { statusCode?: unknown }, 'statusCode') === 400;
  return isRefused && hasUnreadBody(request) ? new Failure('malformed-body', options) : undefined;
}

/** The stream that a `preParsing` hook has put in the place of the request's own. */
function payloadOf(request: FastifyRequest): Readable | undefined {
  const payload = symbolOf(request, 'fastify.RequestPayloadStream');
  return payload && (request as unknown as Record<symbol, Readable>)[payload];
}

function hasUnreadBody({ body, headers }: FastifyRequest): boolean {
  const { 'transfer-encoding': encoding, 'content-length': length } = ownMembers(headers);
  const isSent = encoding !== undefined || Number(length) > 0;
  return isSent && body === undefined;
}
