/**
 * Oryu for Express 5 and 4.
 *
 * @module
 */
import type { ProviderErrorsOptions, Standard } from '@oryu/core';
import { assertStandard, type Framework, failureOfUnanswered, responder } from '@oryu/core/binding';
import { isAnswered, requestView, writeReply } from '@oryu/core/node';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { allowedMethods } from '../../platforms/src/express/allowed-methods.js';
import { classify } from '../../platforms/src/express/classify.js';

export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';

/** The `context` of `translate`, of a report and of `mydataAuthorize`'s callback. */
export interface ExpressContext {
  readonly request: Request;
  readonly response: Response;
}

const framework: Framework<ExpressContext> = {
  classify,
  allowedMethods: ({ request }) => allowedMethods(request),
  // Express's own last handler does the same.
  reportCrash(thrown, { request }) {
    // biome-ignore lint/suspicious/noConsole: Express has no other place for a crash.
    if (request.app.get('env') !== 'test') console.error(thrown);
  },
};

/**
 * Answers every error, every unknown route and every wrong method under its mount, as the standard
 * prescribes. Mount it last.
 *
 * @returns the handler of what nobody answered, and the error handler: mounted together, not called
 * @throws TypeError if the standard is not one or an option is unknown
 *
 * @example
 * app.use(providerErrors(mydata()));
 */
export function providerErrors(
  standard: Standard,
  options?: ProviderErrorsOptions<ExpressContext>,
): [onUnanswered: RequestHandler, onError: ErrorRequestHandler] {
  const respond = responder(standard, options, framework);

  const onUnanswered: RequestHandler = (request, response, next) => {
    // A handler that answered and then called next().
    if (response.headersSent || isAnswered(response)) return;
    const allow = allowedMethods(request);
    // Express answers OPTIONS itself where it knows the route.
    if (request.method === 'OPTIONS' && allow.length > 0) {
      next();
      return;
    }
    const failure = failureOfUnanswered(request.method, allow);
    writeReply(response, respond(failure, view(request), { request, response }));
  };

  // Express tells an error handler by its four parameters.
  const onError: ErrorRequestHandler = (error, request, response, _next) => {
    if (!isAnswered(response)) writeReply(response, respond(error, view(request), { request, response }));
  };

  return [onUnanswered, onError];
}

/**
 * Sets the headers that the standard requires of every response, success and error alike (MyData's
 * `x-api-tran-id`, `no-store` for its tokens). Mount it before the routes.
 *
 * @throws TypeError if the standard is not one
 *
 * @example
 * app.use(standardHeaders(byPath({ '/oauth/2.0/token': mydataToken(), '/': mydata() })));
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
