/**
 * Oryu for Koa 3 and 2.
 *
 * @module
 */
import { Readable } from 'node:stream';
import {
  assertStandard,
  Failure,
  failureOfHttpError,
  type ProviderErrorsOptions,
  responder,
  type Standard,
} from '@oryu/core';
import { requestView, writeReply } from '@oryu/core/node';
import { isHttpError } from 'http-errors';
import type { Context, Middleware } from 'koa';
import { failureOfForm, isErrorOfDecompression } from '../../platforms/src/parsers.js';
import { firstByte } from './first-byte.js';
import { unanswered } from './unanswered.js';

export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';

const nothing = Symbol('nothing');

/**
 * Answers every error, every unknown route and every wrong method of the middleware behind it, as the
 * standard prescribes. Use it first; `app.on('error')` hears of none of them, `onError` does.
 *
 * @throws TypeError where the standard is none or an option is unknown
 *
 * @example
 * app.use(providerErrors(mydata()));
 */
export function providerErrors(standard: Standard, options?: ProviderErrorsOptions<Context>): Middleware {
  const respond = responder(standard, options, { classify });
  const respondToCompressed = responder(standard, options, { classify: classifyOfCompressed });

  return async (ctx, next) => {
    // Koa 2 reports a stream that fails twice: through its listener and to who waits for the first byte.
    let answered: unknown = nothing;
    const answer = (thrown: unknown) => {
      if (answered === thrown) return;
      answered = thrown;
      const replyTo = isUnreadAndCompressed(ctx) ? respondToCompressed : respond;
      writeReply(ctx.res, replyTo(thrown, view(ctx), ctx));
    };
    // Koa hands over what fails behind the middleware: JSON, a stream; the connection that a client left; and nothing
    // when a response is done.
    ctx.onerror = (error: unknown) => {
      if (error === null || error === undefined) return;
      const hasLeft = ctx.res.closed || (ctx.socket.destroyed && !ctx.res.destroyed);
      if (!hasLeft) answer(error);
    };
    try {
      await next();
      const failure = unanswered(ctx);
      if (failure !== undefined) throw failure;
      const { body } = ctx;
      if (body instanceof Readable) {
        await firstByte(body, ctx);
        // Koa 3 ends the connection before it hands over what failed, and so ends HTTP/1.0 a whole body.
        if (ctx.req.httpVersion === '1.0')
          body.once('error', (error) => ctx.res.headersSent && ctx.onerror(error));
      }
    } catch (thrown) {
      answer(thrown);
    }
  };
}

/**
 * Sets the headers that every response of the standard owes, success and error alike (MyData's
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

/**
 * Koa, its routers and raw-body throw http-errors; co-body, which all body parsers use, marks two of its own;
 * files are parsed by multer or formidable.
 */
function classify(thrown: unknown): Failure | undefined {
  if (isHttpError(thrown)) return failureOfHttpError(thrown);
  if (!(thrown instanceof Error)) return undefined;
  const { status, message } = thrown as Error & { readonly status?: unknown };
  // What JSON.parse and qs throw, marked by co-body. A bare status means nothing.
  if (status === 400 && (thrown instanceof SyntaxError || isErrorOfQs(thrown))) return malformedBody(thrown);
  // This text is co-body's and inflation's only.
  if (status === 415 && /^Unsupported content-(type|encoding): /i.test(message)) {
    return new Failure('unsupported-media-type', { cause: thrown });
  }
  return failureOfForm(thrown);
}

/** Forms that are nested too deep, or have too many fields: co-body keeps the text of the body with the error. */
function isErrorOfQs(error: Error): boolean {
  return error instanceof RangeError && typeof (error as { readonly body?: unknown }).body === 'string';
}

/** Errors of zlib have no mark of a parser: they are the client's while no parser has got through its body. */
function classifyOfCompressed(thrown: unknown): Failure | undefined {
  return isErrorOfDecompression(thrown) ? malformedBody(thrown) : classify(thrown);
}

function isUnreadAndCompressed({ request }: Context): boolean {
  const isRead = (request as { readonly body?: unknown }).body !== undefined;
  return !isRead && request.headers['content-encoding'] !== undefined;
}

function malformedBody(thrown: unknown): Failure {
  return new Failure('malformed-body', { cause: thrown });
}
