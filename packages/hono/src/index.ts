/**
 * Oryu for Hono 4, on Node and on every runtime of the Fetch API.
 *
 * @module
 */
import { type ProviderErrorsOptions, type Standard, toReply } from '@oryu/core';
import { assertStandard, responder } from '@oryu/core/binding';
import { requestView } from '@oryu/core/fetch';
import type { Context, MiddlewareHandler } from 'hono';
import { classify } from './classify.js';
import { beginExchange, exchangeOf } from './exchange.js';
import type { Governor, HonoApp } from './governor.js';
import { governHandlers } from './handlers.js';
import { allowedMethods, failureForUnmatched } from './unmatched.js';

export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';
export type { HonoApp } from './governor.js';

/**
 * Answers every error, every unknown route and every wrong method of an application, as the standard
 * prescribes. Its place among the routes does not matter; an application that is mounted in another by
 * `app.route` gets it before it is mounted.
 *
 * @throws TypeError if the standard is not one or an option is unknown
 *
 * @example
 * const app = new Hono();
 * providerErrors(app, mydata());
 */
export function providerErrors(
  app: HonoApp,
  standard: Standard,
  options?: ProviderErrorsOptions<Context>,
): void {
  const respond = responder(standard, options, { classify, allowedMethods, reportCrash });
  const governor: Governor = {
    app,
    respond: (thrown, context) => respond(thrown, requestView(context.req.raw), context),
    preview: (failure, context) => toReply(failure, requestView(context.req.raw), standard),
  };
  governHandlers(governor);
  app.notFound((context) => {
    const failure = failureForUnmatched(app, context.req);
    const exchange = exchangeOf(context);
    // No handler has run, so no middleware can answer later.
    if (exchange === undefined) return beginExchange(context, governor).fail(failure, governor);
    return exchange.unmatched(failure);
  });
}

/**
 * Sets the headers that the standard requires of every response, success and error alike (MyData's
 * `x-api-tran-id`). Mount it before the routes.
 *
 * @throws TypeError if the standard is not one
 *
 * @example
 * app.use(standardHeaders(mydata()));
 */
export function standardHeaders(standard: Standard): MiddlewareHandler {
  assertStandard(standard);
  return async (context, next) => {
    const required = Object.entries(standard.headers(requestView(context.req.raw)));
    for (const [name, value] of required) context.header(name, value);
    await next();
    // A Response that a handler makes by itself does not have the headers set before it.
    for (const [name, value] of required) if (!context.res.headers.has(name)) context.header(name, value);
  };
}

/** Reports an unexpected error as Hono itself does. */
function reportCrash(thrown: unknown): void {
  // biome-ignore lint/suspicious/noConsole: the runtime's is the only logger
  console.error(thrown);
}
