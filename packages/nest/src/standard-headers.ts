import type { IncomingMessage, ServerResponse } from 'node:http';
import { assertStandard, type Standard } from '@oryu/core';
import { view } from './platform.js';

/**
 * Sets the headers that every response of the standard owes, success and error alike (MyData's
 * `x-api-tran-id`), on Express and on Fastify.
 *
 * @throws TypeError if the standard is not one
 *
 * @example
 * app.use(standardHeaders(mydata()));
 */
export function standardHeaders(
  standard: Standard,
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  assertStandard(standard);
  return (request, response, next) => {
    for (const [name, value] of Object.entries(standard.headers(view(request))))
      response.setHeader(name, value);
    next();
  };
}
