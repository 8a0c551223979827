import { errorMonitor } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Failure } from '@oryu/core';
import { isErrorOfDecompression } from '@oryu/platforms/zlib';

const noted = Symbol('errors of decompression');

interface Watched extends IncomingMessage {
  [noted]?: WeakSet<object>;
}

/**
 * Notes the errors of the streams that decompress the body of a request. An error of zlib does not say whose data it
 * is about: without this, an upstream's body could be taken for the client's.
 */
export function watchDecompression(request: Watched): void {
  if (!Object.hasOwn(request.headers, 'content-encoding') || request[noted] !== undefined) return;
  const errors = new WeakSet<object>();
  request[noted] = errors;
  const { pipe } = request;
  request.pipe = (destination, options) => {
    destination.on(errorMonitor, (error) => {
      if (isErrorOfDecompression(error)) errors.add(error);
    });
    return pipe.call(request, destination, options) as typeof destination;
  };
}

/** The failure of a body that cannot be decompressed. */
export function failureOfDecompression(thrown: unknown, request: Watched): Failure | undefined {
  return request[noted]?.has(thrown as object) ? new Failure('malformed-body', { cause: thrown }) : undefined;
}
