import type { Failure } from '@oryu/core';
import { failureOfCoBody } from '@oryu/platforms/co-body';
import { failureOfForm } from '@oryu/platforms/forms';
import { failureOfHttpError } from '@oryu/platforms/http-errors';
import type { Context } from 'koa';
import { failureOfDecompression } from './decompression.js';

/**
 * The failure that an error of Koa, its routers or a parser means. Koa, @koa/router, koa-send and raw-body throw
 * http-errors. Files are parsed by multer or formidable, every other body by co-body.
 */
export function classify(thrown: unknown, ctx: Context): Failure | undefined {
  return (
    failureOfDecompression(thrown, ctx.req) ??
    failureOfHttpError(thrown) ??
    failureOfCoBody(thrown, ctx) ??
    failureOfForm(thrown)
  );
}
