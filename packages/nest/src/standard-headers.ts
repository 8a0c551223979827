import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Standard } from '@oryu/core';
import { assertStandard } from '@oryu/core/binding';
import { view } from './platform.js';

/**
 * Sets the headers that the standard requires of every response, success and error alike (MyData's
 * `x-api-tran-id`, `no-store` for its tokens), on Express and on Fastify.
 *
 * @throws TypeError if the standard is not one
 *
 * @example
 * app.use(standardHeaders(byPath({ '/oauth/2.0/token': mydataToken(), '/': mydata() })));
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
