import { METHODS } from 'node:http';
import type { Failure } from '@oryu/core';
import { failureOfMethods, memberOf } from '@oryu/core/binding';
import type { Request } from 'express';

/** A route or a mounted router, as Express 4 and 5 both keep it. */
interface Layer {
  /** The part of the path that `match` has matched, if it only returns true. */
  readonly path?: string;
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  readonly handle?: { readonly stack?: readonly Layer[] };
  match(path: string): boolean | undefined | { readonly path: string };
}

interface Router {
  readonly stack: readonly Layer[];
}

/** The failure for a request that matched no route: `route-not-found`, or `method-not-allowed` if the path exists. */
export function failureForUnmatched(request: Request): Failure {
  return failureOfMethods(request.method, allowedMethods(request));
}

/**
 * The methods of the routes for the path of a request, those of mounted routers included. It is empty if the path has
 * no route. Routes for every path, such as that of a page with its own router, do not count. The routes of mounted
 * applications cannot be read.
 */
export function allowedMethods(request: Request): string[] {
  const methods = new Set<string>();
  try {
    const { router, path } = routing(request);
    if (router !== undefined) collect(router.stack, path, methods);
  } catch {
    // A target that is not a URL and a path that cannot be decoded have no route.
  }
  return [...methods];
}

/** The application's router, and the path as its routes saw it. */
function routing({ app, baseUrl = '', path }: Request): { router: Router | undefined; path: string } {
  // Express 4 has `_router`, and throws if `router` is read.
  const { _router, router = _router } = Object.hasOwn(app, '_router')
    ? { _router: (app as unknown as { _router?: Router })._router }
    : (app as unknown as { router?: Router; _router?: undefined });
  // `originalUrl` may name a host, and a middleware may have rewritten `url`.
  const seen = baseUrl + path;
  const mount = app.path().replace(/\/$/, '');
  // A mount path with a parameter is not a prefix. At the root of a mounted application, `baseUrl` is one.
  const { length } = seen.startsWith(mount) ? mount : baseUrl;
  return { router, path: seen.slice(length) };
}

function collect(stack: readonly Layer[], path: string, methods: Set<string>): void {
  for (const layer of stack) {
    const { route, handle } = layer;
    // Every function inherits from Object.prototype, which others may have polluted.
    const nested = handle && memberOf(handle, 'stack');
    if (route === undefined && nested === undefined) continue;
    const match = layer.match(path);
    if (!match) continue;
    if (route === undefined) {
      const { path: matched = '' } = match === true ? layer : match;
      collect(nested ?? [], path.slice(matched.length) || '/', methods);
      continue;
    }
    const names = Object.keys(route.methods);
    // `app.all` has every method, so it has passed this request on.
    if (names.length >= METHODS.length || isForEveryPath(layer)) continue;
    for (const method of names) {
      if (method === '_all') continue;
      methods.add(method.toUpperCase());
      if (method === 'get') methods.add('HEAD');
    }
  }
}

/** A path with more segments than any route names. */
const anyPath = '/any'.repeat(64);

function isForEveryPath(layer: Layer): boolean {
  return Boolean(layer.match(anyPath));
}
