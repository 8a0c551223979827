import type { Failure } from '@oryu/core';
import { failureOfMethods } from '@oryu/core/binding';
import type { Context, HonoRequest } from 'hono';
import { exchangeOf } from './exchange.js';
import type { HonoApp } from './governor.js';

/** The failure for a request that matched no route: `route-not-found`, or `method-not-allowed` if the path exists. */
export function failureForUnmatched(app: HonoApp, request: HonoRequest): Failure {
  return failureOfMethods(request.method, methodsOf(app, request));
}

/** The methods that the router of the whole application knows for the path of a request. */
export function allowedMethods(context: Context): readonly string[] {
  const exchange = exchangeOf(context);
  return exchange === undefined ? [] : methodsOf(exchange.outermost.app, context.req);
}

/** A handler for the method ALL counts as middleware, not as a route. */
function methodsOf({ routes, router }: HonoApp, { path }: HonoRequest): string[] {
  const hasRoute = (name: string) => router.match(name, path)[0].some(([[, route]]) => route.method === name);
  const methods = new Set(routes.map((route) => route.method));
  methods.delete('ALL');
  // Hono answers HEAD by the routes of GET, and never by those of HEAD.
  methods.delete('HEAD');
  return [...methods].filter(hasRoute);
}
