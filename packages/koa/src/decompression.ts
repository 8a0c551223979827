import { errorMonitor } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { isErrorOfDecompression } from '../../platforms/src/parsers.js';

/**
 * Adds the errors of the streams that decompress the body of a request to `errors`. An error of zlib does not say
 * whose data it is about: without this, an upstream's body could pass for the client's.
 */
export function collectErrorsOfDecompression(request: IncomingMessage, errors: WeakSet<object>): void {
  if (request.headers['content-encoding'] === undefined) return;
  const { pipe } = request;
  request.pipe = (destination, options) => {
    destination.on(errorMonitor, (error) => {
      if (isErrorOfDecompression(error)) errors.add(error);
    });
    return pipe.call(request, destination, options) as typeof destination;
  };
}
