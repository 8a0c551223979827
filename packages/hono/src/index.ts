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
import type { Application, Governor } from './governor.js';
import { governHandlers } from './handlers.js';
import { allowedMethods, failureForUnmatched } from './unmatched.js';

export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';
export type { Application } from './governor.js';

/**
 * Answers every error, every unknown route and every wrong method of an application, as the standard
 * prescribes. Its place among the routes does not matter; an application that is mounted in another by
 * `app.route` gets it before it is mounted.
 *
 * @throws TypeError where the standard is none or an option is unknown
 *
 * @example
 * const app = new Hono();
 * providerErrors(app, mydata());
 */
export function providerErrors(
  app: Application,
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
    // Without a handler, there is no one who could answer after it.
    if (exchange === undefined) return beginExchange(context, governor).fail(failure, governor);
    return exchange.unmatched(failure);
  });
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
export function standardHeaders(standard: Standard): MiddlewareHandler {
  assertStandard(standard);
  return async (context, next) => {
    const owed = Object.entries(standard.headers(requestView(context.req.raw)));
    for (const [name, value] of owed) context.header(name, value);
    await next();
    // A Response that a handler makes by itself does not take over what was set before it.
    for (const [name, value] of owed) if (!context.res.headers.has(name)) context.header(name, value);
  };
}

/** Hono itself reports an error that it does not know in the same way. */
function reportCrash(thrown: unknown): void {
  // biome-ignore lint/suspicious/noConsole: there is no logger but the runtime's
  console.error(thrown);
}
