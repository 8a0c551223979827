import { type Failure, failureOfUnanswered } from '@oryu/core';
import type { Context, Hono, HonoRequest, MiddlewareHandler, Next } from 'hono';

/** What is needed of a `Hono`, whatever its environment and its routes are typed as. */
export interface Application extends Pick<Hono, 'router' | 'routes'> {
  onError(handler: (error: Error, context: Context) => Response | Promise<Response>): unknown;
  notFound(handler: (context: Context) => Response | Promise<Response>): unknown;
}

/** A handler or a middleware, as Hono calls it. */
export type AnyHandler = (
  context: Context,
  next: Next,
) => Response | undefined | Promise<Response | undefined>;

/** What Hono keeps of a handler: itself and its route. */
type Entry = readonly [handler: AnyHandler, route: object];
type Match = readonly [handlers: readonly (readonly [Entry, names: unknown])[], ...parameters: unknown[]];

/**
 * Wraps the handler that is called first for a request, and so all that are called behind it, whenever they are
 * added. A middleware before them would do as well, but Hono calls a handler that is alone, and composes two.
 */
export function wrapFirst(app: Application, wrap: (handler: AnyHandler) => AnyHandler): void {
  // The routes are what `app.route` mounts in another application, the router what answers in this one.
  const handler = wrap((_context, next) => next() as Promise<undefined>) as MiddlewareHandler;
  app.routes.unshift({ basePath: '/', path: '/*', method: 'ALL', handler });
  const { router } = app;
  const entries = new WeakMap<Entry, Entry>();
  const wrapped = (entry: Entry): Entry => {
    const known = entries.get(entry);
    if (known !== undefined) return known;
    const [handler, route] = entry;
    const made: Entry = [wrap(handler), route];
    entries.set(entry, made);
    return made;
  };
  app.router = {
    get name() {
      return router.name;
    },
    add: (method, path, entry) => router.add(method, path, entry),
    match(method, path) {
      const [handlers, ...parameters] = router.match(method, path) as unknown as Match;
      const [first, ...others] = handlers;
      const all = first === undefined ? [] : [[wrapped(first[0]), first[1]], ...others];
      return [all, ...parameters] as unknown as ReturnType<typeof router.match>;
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
