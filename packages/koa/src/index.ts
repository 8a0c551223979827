/**
 * Oryu for Koa 3 and 2.
 *
 * @module
 */
import { Readable } from 'node:stream';
import type { ProviderErrorsOptions, Standard } from '@oryu/core';
import { assertStandard, responder } from '@oryu/core/binding';
import { isAnswered, requestView } from '@oryu/core/node';
import type { Context, Middleware } from 'koa';
import { classify } from './classify.js';
import { watchDecompression } from './decompression.js';
import { firstByte } from './first-byte.js';
import { reportCrash } from './report-crash.js';
import { sendReply } from './send.js';
import { failureForUnmatched, methodsOfMatched } from './unmatched.js';

export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';

/** Counts the running `providerErrors` of a context. While one is running, Koa has not responded yet. */
const running = Symbol('running');

/**
 * Answers every error, every unknown route and every wrong method of the middleware behind it, as the
 * standard prescribes. Use it first. Without `onError`, unexpected errors go to `app.on('error')`.
 *
 * @throws TypeError if the standard is not one or an option is unknown
 *
 * @example
 * app.use(providerErrors(mydata()));
 */
export function providerErrors(standard: Standard, options?: ProviderErrorsOptions<Context>): Middleware {
  const respond = responder<Context>(standard, options, {
    classify,
    allowedMethods: methodsOfMatched,
    reportCrash,
  });

  return async (ctx, next) => {
    const { req, res } = ctx;
    let abandoned: unknown;

    const respondTo = (thrown: unknown) => {
      const { body, method } = ctx;
      const reply = respond(thrown, view(ctx), ctx);
      abandoned = body;
      // A hook may have changed it: Koa sends the response to HEAD without a body.
      ctx.method = method;
      sendReply(ctx, reply, ctx[running] > 0);
    };

    // Koa calls it if an outer middleware throws, if writing JSON or a stream fails, if the client disconnects, and
    // without an error when the response is finished.
    ctx.onerror = (error: unknown) => {
      if (isAnswered(res)) {
        // Koa will not respond after this call. But Koa before 3.1 also calls it for an abandoned stream that fails,
        // and then it will.
        const isOfAbandoned = abandoned instanceof Readable && abandoned.errored === error;
        if (ctx[running] === 0 && !isOfAbandoned && !res.headersSent) res.end();
      } else if (error !== null && error !== undefined) {
        const hasLeft = res.closed || (ctx.socket.destroyed && !res.destroyed);
        if (!hasLeft) respondTo(error);
      }
    };
    ctx[running] = (ctx[running] ?? 0) + 1;
    watchDecompression(req);
    try {
      await next();
      if (isAnswered(res)) return;
      const failure = failureForUnmatched(ctx);
      if (failure !== undefined) throw failure;
      if (ctx.body instanceof Readable) await firstByte(ctx.body, ctx);
    } catch (thrown) {
      if (!isAnswered(res)) respondTo(thrown);
    } finally {
      ctx[running] -= 1;
    }
  };
}

/**
 * Sets the headers that every response of the standard requires, success and error alike (MyData's
 * `x-api-tran-id`). Use it before the routes.
 *
 * @throws TypeError if the standard is not one
 *
 * @example
 * app.use(standardHeaders(mydata()));
 */
export function standardHeaders(standard: Standard): Middleware {
  assertStandard(standard);
  return (ctx, next) => {
    // Not all at once: Koa would set inherited members, too.
    for (const [name, value] of Object.entries(standard.headers(view(ctx)))) ctx.set(name, value);
    return next();
  };
}

function view(ctx: Context) {
  return requestView(ctx.req, ctx.originalUrl);
}
