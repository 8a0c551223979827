/**
 * Oryu for Express 5 and 4.
 *
 * @module
 */
import type { ProviderErrorsOptions, Standard } from '@oryu/core';
import { assertStandard, type Framework, responder } from '@oryu/core/binding';
import { isAnswered, requestView, writeReply } from '@oryu/core/node';
import { classify } from '@oryu/platforms/express/classify';
import { allowedMethods, failureForUnmatched } from '@oryu/platforms/express/unmatched';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';

export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';

/** The `context` of `translate`, of a report and of `mydataAuthorize`'s callback. */
export interface ExpressContext {
  readonly request: Request;
  readonly response: Response;
}

const framework: Framework<ExpressContext> = {
  classify,
  allowedMethods: ({ request }) => allowedMethods(request),
  // As Express's own last handler does.
  reportCrash(thrown, { request }) {
    // biome-ignore lint/suspicious/noConsole: Express has no other place for a crash.
    if (request.app.get('env') !== 'test') console.error(thrown);
  },
};

/**
 * Answers every error, every unknown route and every wrong method under its mount, as the standard
 * prescribes. Mount it last.
 *
 * @returns the handler for unmatched requests and the error handler: mount them together, do not call them
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
  const send = (thrown: unknown, request: Request, response: Response) =>
    writeReply(response, respond(thrown, view(request), { request, response }));

  const onUnanswered: RequestHandler = (request, response, next) => {
    // A handler has responded and then called next().
    if (response.headersSent || isAnswered(response)) return;
    // Express responds to OPTIONS itself if the path has routes.
    if (request.method === 'OPTIONS' && allowedMethods(request).length > 0) next();
    else send(failureForUnmatched(request), request, response);
  };

  // Express recognises an error handler by its four parameters.
  const onError: ErrorRequestHandler = (error, request, response, _next) => {
    if (!isAnswered(response)) send(error, request, response);
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
