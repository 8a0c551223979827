import { Failure, kindOfStatus } from '@oryu/core';
import type { Context } from 'koa';

/**
 * What it means that the middleware has returned and left the answer to Koa, which would write the status in
 * words: no route, none for the method, or a status set alone. Undefined where there is an answer.
 */
export function unanswered(ctx: Context): Failure | undefined {
  const { body, method, res, respond, status, writable } = ctx;
  if (status < 400 || body !== undefined || respond === false || res.headersSent || !writable)
    return undefined;
  const allow = [...methodsOfMatched(ctx), ...String(res.getHeader('allow') ?? '').split(/[\s,]+/)].filter(
    Boolean,
  );
  // A router's `allowedMethods()` sets it with 501 too; on a 405 the standard does.
  res.removeHeader('allow');
  const isWrongMethod = status === 405 || (status === 404 && allow.length > 0 && !allow.includes(method));
  return isWrongMethod ? new Failure('method-not-allowed', { allow }) : new Failure(kindOfStatus(status));
}

/** The methods of the routes that @koa/router has found for the path; it documents `ctx.matched`. */
function methodsOfMatched({ matched }: Context): string[] {
  if (!Array.isArray(matched)) return [];
  return (matched as readonly { readonly methods?: readonly string[] }[]).flatMap(
    ({ methods = [] }) => methods,
  );
}
