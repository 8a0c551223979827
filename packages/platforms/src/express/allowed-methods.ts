import { METHODS } from 'node:http';
import type { Request } from 'express';

/** What Express 4 and 5 both keep of a route or a mounted router. */
interface Layer {
  /** The part of the path that `match` has matched, where it only returns true. */
  readonly path?: string;
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  readonly handle?: { readonly stack?: readonly Layer[] };
  match(path: string): boolean | undefined | { readonly path: string };
}

interface Router {
  readonly stack: readonly Layer[];
}

/**
 * The methods that the application's routes know for the path of a request, mounted routers included. Empty if no
 * route has the path. A route for every path, such as that of a page with its own router, knows none of them.
 * Applications mounted in the application cannot be looked into.
 */
export function allowedMethods(request: Request): string[] {
  const methods = new Set<string>();
  try {
    const { router, path } = routing(request);
    if (router !== undefined) collect(router.stack, path, methods);
  } catch {
    // A target that is no URL, or a path that cannot be decoded, belongs to no route.
  }
  return [...methods];
}

/** The application's router, and the path as its routes saw it. */
function routing({ app, baseUrl = '', path }: Request): { router: Router | undefined; path: string } {
  // Express 4 has `_router`, and throws at the mention of `router`.
  const { _router, router = _router } = Object.hasOwn(app, '_router')
    ? { _router: (app as unknown as { _router?: Router })._router }
    : (app as unknown as { router?: Router; _router?: undefined });
  // `originalUrl` may name a host, and a middleware may have rewritten `url`.
  const seen = baseUrl + path;
  const mount = app.path().replace(/\/$/, '');
  // A mount path with a parameter is no prefix; at the root of a mounted application, `baseUrl` is.
  const { length } = seen.startsWith(mount) ? mount : baseUrl;
  return { router, path: seen.slice(length) };
}

function collect(stack: readonly Layer[], path: string, methods: Set<string>): void {
  for (const layer of stack) {
    const { route, handle } = layer;
    if (route === undefined && handle?.stack === undefined) continue;
    const match = layer.match(path);
    if (!match) continue;
    if (route === undefined) {
      const { path: matched = '' } = match === true ? layer : match;
      collect(handle?.stack ?? [], path.slice(matched.length) || '/', methods);
      continue;
    }
    const names = Object.keys(route.methods);
    // `app.all` names every method. What it did not answer, it passed on.
    if (names.length >= METHODS.length || isForEveryPath(layer)) continue;
    for (const method of names) {
      if (method === '_all') continue;
      methods.add(method.toUpperCase());
      if (method === 'get') methods.add('HEAD');
    }
  }
}

/** Deeper than any route that names its segments. */
const anyPath = '/any'.repeat(64);

function isForEveryPath(layer: Layer): boolean {
  return Boolean(layer.match(anyPath));
}
