/**
 * Oryu for Express 5 and 4.
 *
 * @module
 */
import {
  assertStandard,
  failureOfUnanswered,
  type ProviderErrorsOptions,
  responder,
  type Standard,
} from '@oryu/core';
import { requestView, writeReply } from '@oryu/core/node';
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { allowedMethods } from '../../platforms/src/express/allowed-methods.js';
import { classify } from '../../platforms/src/express/classify.js';

export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';

/**
 * Answers every error, every unknown route and every wrong method under its mount, as the standard
 * prescribes. Mount it last.
 *
 * @returns the handler of what nobody answered, and the error handler: mounted together, not called
 * @throws TypeError where the standard is none or an option is unknown
 *
 * @example
 * app.use(providerErrors(mydata()));
 */
export function providerErrors(
  standard: Standard,
  options?: ProviderErrorsOptions,
): [onUnanswered: RequestHandler, onError: ErrorRequestHandler] {
  const respond = responder(standard, options, classify);

  const onUnanswered: RequestHandler = (request, response, next) => {
    // A handler that answered and then called next().
    if (response.headersSent) return;
    const allow = allowedMethods(request);
    // Express answers OPTIONS itself where it knows the route.
    if (request.method === 'OPTIONS' && allow.length > 0) {
      next();
      return;
    }
    writeReply(response, respond(failureOfUnanswered(request.method, allow), view(request)));
  };

  // Express tells an error handler by its four parameters.
  const onError: ErrorRequestHandler = (error, request, response, _next) => {
    writeReply(response, respond(error, view(request)));
  };

  return [onUnanswered, onError];
}

/**
 * Sets the headers that every response of the standard owes, success and error alike (MyData's
 * `x-api-tran-id`). Mount it before the routes.
 *
 * @throws TypeError where the standard is none
 *
 * @example
 * app.use(standardHeaders(mydata()));
 */
export function standardHeaders(standard: Standard): RequestHandler {
  assertStandard(standard);
  return (request, response, next) => {
    for (const [name, value] of Object.entries(standard.headers(view(request))))
      response.setHeader(name, value);
    next();
  };
}

function view(request: Request) {
  return requestView(request, request.originalUrl);
}
