import { type Failure, failureOfUnanswered } from '@oryu/core';
import type { Context, Hono, HonoRequest, MiddlewareHandler } from 'hono';

/** What is needed of a `Hono`, whatever its environment and its routes are typed as. */
export interface Application extends Pick<Hono, 'router' | 'routes'> {
  onError(handler: (error: Error, context: Context) => Response | Promise<Response>): unknown;
  notFound(handler: (context: Context) => Response | Promise<Response>): unknown;
}

/** Puts a middleware before everything else of an application, whenever that is added. */
export function putFirst(app: Application, handler: MiddlewareHandler): void {
  const route = { basePath: '/', path: '/*', method: 'ALL', handler };
  // The routes are what `app.route` mounts in another application, the router what answers in this one.
  app.routes.unshift(route);
  const { router } = app;
  const first = [[handler, route], {}];
  app.router = {
    get name() {
      return router.name;
    },
    add: (method, path, entry) => router.add(method, path, entry),
    match(method, path) {
      const [handlers, ...parameters] = router.match(method, path);
      return [[first, ...handlers], ...parameters] as ReturnType<typeof router.match>;
    },
  };
}

/** The failure that a request is which nobody answered. What has the method ALL is taken for middleware. */
export function unanswered({ routes, router }: Application, { method, path }: HonoRequest): Failure {
  const hasRoute = (name: string) => router.match(name, path)[0].some(([[, route]]) => route.method === name);
  const methods = new Set(routes.map((route) => route.method));
  methods.delete('ALL');
  // Hono answers HEAD by the routes of GET, and never by those of HEAD.
  methods.delete('HEAD');
  const allow = [...methods].filter(hasRoute);
  return failureOfUnanswered(method, allow);
}
