import { Failure } from '@oryu/core';
import { failureOfMethods, kindOfStatus, memberOf, optionsOfHeaders } from '@oryu/core/binding';
import type { Context } from 'koa';

/**
 * The failure for a request that the middleware has left to Koa: it matched no route, no route for its method, or only
 * a status was set. Koa would send the status in words. Undefined if the middleware has responded.
 */
export function failureForUnmatched(ctx: Context): Failure | undefined {
  const { status } = ctx;
  if (status < 400) return undefined;
  const { body, method, res, respond, writable } = ctx;
  if (body !== undefined || respond === false || res.headersSent || !writable) return undefined;
  // A router's `allowedMethods()` sets `Allow` with 405 and 501.
  const { allow: listed = [] } = optionsOfHeaders({ allow: res.getHeader('allow') });
  const allow = [...methodsOfMatched(ctx), ...listed];
  return status === 404 ? failureOfMethods(method, allow) : new Failure(kindOfStatus(status), { allow });
}

/** The methods of the routes that @koa/router has found for the path; it documents `ctx.matched`. */
export function methodsOfMatched(ctx: Context): string[] {
  const matched: unknown = memberOf(ctx, 'matched');
  if (!Array.isArray(matched)) return [];
  return (matched as readonly { readonly methods?: readonly string[] }[]).flatMap(
    ({ methods = [] }) => methods,
  );
}
