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
 * The methods that the application's routes know for the path of a request, mounted routers included. Empty
 * where no route has the path. Applications mounted in the application cannot be looked into.
 */
export function allowedMethods({ app, originalUrl }: Request): string[] {
  // Express 4 has `_router`, and throws at the mention of `router`.
  const { _router, router = _router } = Object.hasOwn(app, '_router')
    ? { _router: (app as unknown as { _router?: Router })._router }
    : (app as unknown as { router?: Router; _router?: undefined });
  const [path = ''] = originalUrl.split('?', 1);
  const mount = app.path().replace(/\/$/, '');
  const methods = new Set<string>();
  try {
    if (router !== undefined) collect(router.stack, path.slice(mount.length) || '/', methods);
  } catch {
    // A path that cannot be decoded belongs to no route.
  }
  return [...methods];
}

function collect(stack: readonly Layer[], path: string, methods: Set<string>): void {
  for (const layer of stack) {
    const { route, handle } = layer;
    if (route === undefined && handle?.stack === undefined) continue;
    const match = layer.match(path);
    if (match === undefined || match === false) continue;
    if (route === undefined) {
      const { path: matched = '' } = match === true ? layer : match;
      collect(handle?.stack ?? [], path.slice(matched.length) || '/', methods);
      continue;
    }
    for (const method of Object.keys(route.methods)) {
      if (method === '_all') continue;
      methods.add(method.toUpperCase());
      if (method === 'get') methods.add('HEAD');
    }
  }
}
