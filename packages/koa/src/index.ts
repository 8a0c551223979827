/**
 * Oryu for Koa 3 and 2.
 *
 * @module
 */
import { Readable } from 'node:stream';
import { Failure, type ProviderErrorsOptions, type Standard } from '@oryu/core';
import { assertStandard, responder } from '@oryu/core/binding';
import { isAnswered, requestView } from '@oryu/core/node';
import type { Context, Middleware } from 'koa';
import { classify } from './classify.js';
import { collectErrorsOfDecompression } from './decompression.js';
import { firstByte } from './first-byte.js';
import { reportCrash } from './report-crash.js';
import { send } from './send.js';
import { failureForUnmatched, methodsOfMatched } from './unmatched.js';

export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';

/** Counts the `providerErrors` of a context that are running: while one is, Koa has still to respond. */
const running = Symbol('running');

/**
 * Answers every error, every unknown route and every wrong method of the middleware behind it, as the
 * standard prescribes. Use it first. Without `onError`, `app.on('error')` hears of what is unexpected.
 *
 * @throws TypeError where the standard is none or an option is unknown
 *
 * @example
 * app.use(providerErrors(mydata()));
 */
export function providerErrors(standard: Standard, options?: ProviderErrorsOptions<Context>): Middleware {
  const errorsOfDecompression = new WeakSet<object>();
  const respond = responder<Context>(standard, options, {
    classify: (thrown, ctx) =>
      errorsOfDecompression.has(thrown as object)
        ? new Failure('malformed-body', { cause: thrown })
        : classify(thrown, ctx),
    allowedMethods: methodsOfMatched,
    reportCrash,
  });

  return async (ctx, next) => {
    const { req, res } = ctx;
    let abandoned: unknown;

    const answer = (thrown: unknown) => {
      const { body, method } = ctx;
      const reply = respond(thrown, view(ctx), ctx);
      abandoned = body;
      // A hook may have changed it: an answer to HEAD leaves without its body.
      ctx.method = method;
      send(ctx, reply, ctx[running] > 0);
    };

    // Koa calls it if an outer middleware throws, if writing JSON or a stream fails, if the client disconnects, and
    // without an error when the response is finished.
    ctx.onerror = (error: unknown) => {
      if (isAnswered(res)) {
        // Koa will not respond. Of an abandoned stream that fails, Koa before 3.1 tells while it still will.
        const isOfAbandoned = abandoned instanceof Readable && abandoned.errored === error;
        if (ctx[running] === 0 && !isOfAbandoned && !res.headersSent) res.end();
      } else if (error !== null && error !== undefined) {
        const hasLeft = res.closed || (ctx.socket.destroyed && !res.destroyed);
        if (!hasLeft) answer(error);
      }
    };
    ctx[running] = (ctx[running] ?? 0) + 1;
    collectErrorsOfDecompression(req, errorsOfDecompression);
    try {
      await next();
      if (isAnswered(res)) return;
      const failure = failureForUnmatched(ctx);
      if (failure !== undefined) throw failure;
      if (ctx.body instanceof Readable) await firstByte(ctx.body, ctx);
    } catch (thrown) {
      if (!isAnswered(res)) answer(thrown);
    } finally {
      ctx[running] -= 1;
    }
  };
}

/**
 * Sets the headers that every response of the standard requires, success and error alike (MyData's
 * `x-api-tran-id`). Use it before the routes.
 *
 * @throws TypeError where the standard is none
 *
 * @example
 * app.use(standardHeaders(mydata()));
 */
export function standardHeaders(standard: Standard): Middleware {
  assertStandard(standard);
  return (ctx, next) => {
    ctx.set({ ...standard.headers(view(ctx)) });
    return next();
  };
}

function view(ctx: Context) {
  return requestView(ctx.req, ctx.originalUrl);
}
