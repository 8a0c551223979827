import type { Context, Hono, MiddlewareHandler, Next } from 'hono';
import { beginExchange, exchangeOf } from './exchange.js';
import type { Governor, HonoApp } from './governor.js';

type Handler = (context: Context, next: Next) => unknown;
/** A handler and its route, as Hono's routers keep them. */
type Entry = [handler: Handler, route: { handler: Handler }];
type Match = readonly [handlers: readonly (readonly [Entry, names: unknown])[], ...parameters: unknown[]];

/**
 * Wraps each handler of an application, whenever it is added, in one that answers its errors. So an error is answered
 * in its own place: behind the middleware around the handler, and in its AsyncLocalStorage.
 */
export function governHandlers(governor: Governor): void {
  const { app } = governor;
  const { router } = app;
  const ofPart = partRoute(app, governor);
  const prefix = ofPart.path.slice(0, -1);
  for (const route of app.routes) {
    // An application made by `basePath` shares its routes with the one that it was made of.
    if (`${route.path}/`.startsWith(prefix))
      route.handler = governed(route.handler as Handler, governor) as never;
  }
  // `app.route` mounts it with the other routes, in front of them. The part's own router does not need it.
  app.routes.unshift(ofPart);
  app.router = {
    get name() {
      return router.name;
    },
    add(method, path, entry) {
      const [handler, route] = entry as unknown as Entry;
      route.handler = governed(handler, governor);
      router.add(method, path, [route.handler, route] as never);
    },
    match(method, path) {
      const matched = router.match(method, path) as unknown as Match;
      for (const [entry] of matched[0]) entry[0] = entry[1].handler;
      return matched as unknown as ReturnType<typeof router.match>;
    },
  };
}

/** The route that marks all paths of a part, once it is mounted: below its base path, if it has one. */
function partRoute(app: HonoApp, governor: Governor): Hono['routes'][number] {
  // Tools that list the routes of an application print this name.
  const providerErrors: Handler = (context, next) => {
    exchangeOf(context)?.enter(governor, context.req.routePath);
    return next();
  };
  const draft = app.basePath('/') as Hono;
  draft.routes = [];
  draft.router = { name: '', add() {}, match: () => [[]] };
  draft.use(governed(providerErrors, governor) as MiddlewareHandler);
  return draft.routes[0] as Hono['routes'][number];
}

function governed(handler: Handler, governor: Governor): Handler {
  const inPlace: Handler = (context, next) => {
    const entered = exchangeOf(context);
    const exchange = entered ?? beginExchange(context, governor);
    const end = (response: Response | undefined) =>
      entered === undefined ? exchange.finish(response) : response;
    const fail = (thrown: unknown) => end(exchange.fail(thrown, governor));
    let passedOn: Promise<unknown> | undefined;
    const passOn = () => {
      passedOn = entered === undefined ? next().then(() => exchange.answerOpen()) : next();
      return passedOn;
    };
    const settle = (result: unknown) => {
      if (isResponse(result)) return end(result);
      if (context.finalized) return end(undefined);
      // If a handler does not await `next()`, Hono would send an empty 200 or its own 500. So wait for it here.
      if (passedOn !== undefined) return passedOn.then(() => end(undefined), fail);
      return fail(new Error('a handler neither returned a Response nor called next()'));
    };
    let result: unknown;
    try {
      result = handler(context, passOn as Next);
    } catch (thrown) {
      return fail(thrown);
    }
    return isThenable(result) ? Promise.resolve(result).then(settle, fail) : settle(result);
  };
  // Other libraries read the name and length of a handler, and a description for OpenAPI.
  return Object.defineProperties(inPlace, Object.getOwnPropertyDescriptors(handler));
}

function isResponse(value: unknown): value is Response {
  // The Response of another realm or of a server may not be an instance of this class.
  return value instanceof Response || typeof (value as Response | undefined)?.headers?.get === 'function';
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return value instanceof Promise || typeof (value as PromiseLike<unknown> | undefined)?.then === 'function';
}
