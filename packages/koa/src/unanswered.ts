import { Failure, failureOfUnanswered, kindOfStatus } from '@oryu/core';
import type { Context } from 'koa';

/**
 * What it means that the middleware has returned and left the answer to Koa, which would write the status in
 * words: no route, none for the method, or a status set alone. Undefined where there is an answer.
 */
export function unanswered(ctx: Context): Failure | undefined {
  const { status } = ctx;
  if (status < 400) return undefined;
  const { body, method, res, respond, writable } = ctx;
  if (body !== undefined || respond === false || res.headersSent || !writable) return undefined;
  const listed = String(res.getHeader('allow') ?? '').match(/[^\s,]+/g) ?? [];
  // A router's `allowedMethods()` sets it with 501 too; on a 405 the standard does.
  res.removeHeader('allow');
  const allow = [...methodsOfMatched(ctx), ...listed];
  return status === 404 ? failureOfUnanswered(method, allow) : new Failure(kindOfStatus(status), { allow });
}

/** The methods of the routes that @koa/router has found for the path; it documents `ctx.matched`. */
function methodsOfMatched({ matched }: Context): string[] {
  if (!Array.isArray(matched)) return [];
  return (matched as readonly { readonly methods?: readonly string[] }[]).flatMap(
    ({ methods = [] }) => methods,
  );
}
