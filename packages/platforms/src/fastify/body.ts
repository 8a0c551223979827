import type { Readable } from 'node:stream';
import { Failure } from '@oryu/core';
import type { FastifyRequest } from 'fastify';
import { isErrorOfDecompression } from '../parsers.js';
import { symbolOf } from './symbol-of.js';

/**
 * The failure of a request whose body could not be read: the error is the one of the stream that carries the body.
 * JSON that a content type parser refuses (Fastify 4's own, or the application's) is a SyntaxError with the status
 * 400, while there is no body yet.
 */
export function failureOfBody(thrown: unknown, request: FastifyRequest): Failure | undefined {
  const options = { cause: thrown };
  if (thrown === undefined || thrown === null) return undefined;
  if (thrown === request.raw.errored) return new Failure('malformed-request', options);
  if (thrown === payloadOf(request)?.errored) {
    // @fastify/compress puts a code of its own on zlib's error.
    const isOfCompress = (thrown as { code?: unknown }).code === 'FST_CP_ERR_INVALID_CONTENT';
    const isCorrupt = isOfCompress || isErrorOfDecompression(thrown);
    return isCorrupt ? new Failure('malformed-body', options) : undefined;
  }
  const isRefused = thrown instanceof SyntaxError && (thrown as { statusCode?: unknown }).statusCode === 400;
  return isRefused && hasUnreadBody(request) ? new Failure('malformed-body', options) : undefined;
}

/** What a `preParsing` hook has put in the place of the request's own stream. */
function payloadOf(request: FastifyRequest): Readable | undefined {
  const payload = symbolOf(request, 'fastify.RequestPayloadStream');
  return payload && (request as unknown as Record<symbol, Readable>)[payload];
}

function hasUnreadBody({ body, headers }: FastifyRequest): boolean {
  const isSent = headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
  return isSent && body === undefined;
}
