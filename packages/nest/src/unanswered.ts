import { METHODS } from 'node:http';
import { type Failure, failureOfUnanswered } from '@oryu/core';

/** What is known of the routes: on Fastify by `server`, on Express by `app`. */
export interface RoutedRequest {
  readonly method: string;
  readonly url: string;
  readonly server?: { findRoute?(route: { method: string; url: string }): { params: object } | null };
  readonly app?: { path(): string; readonly router: Router; readonly _router?: Router };
  readonly baseUrl: string;
  readonly path: string;
}

interface Router {
  readonly stack: readonly { readonly route?: { readonly methods: object }; match(path: string): unknown }[];
}

/** The failure that a request is which no controller answered: no route, or none for its method. */
export function unanswered(request: RoutedRequest): Failure {
  return failureOfUnanswered(request.method, [...methodsOfFastify(request), ...methodsOfExpress(request)]);
}

/** A wildcard route knows no path: not that of @fastify/cors, nor that of @fastify/static. */
function methodsOfFastify({ url, server }: RoutedRequest): string[] {
  return METHODS.filter((method) => {
    const { params } = server?.findRoute?.({ method, url }) ?? {};
    return params !== undefined && !Object.hasOwn(params, '*');
  });
}

/** Nest puts the routes of all controllers side by side on the application. */
function methodsOfExpress({ app, baseUrl, path }: RoutedRequest): string[] {
  if (app === undefined) return [];
  // Express 4 has `_router`, and throws at the mention of `router`.
  const { stack } = (Object.hasOwn(app, '_router') && app._router) || app.router;
  const asked = (baseUrl + path).slice(app.path().length) || '/';
  return stack.flatMap((layer) => {
    const names = Object.keys((layer.match(asked) && layer.route?.methods) || {});
    // A route that names every method is middleware, and has passed the request on.
    return names.length < METHODS.length ? names.map((name) => name.toUpperCase()) : [];
  });
}
