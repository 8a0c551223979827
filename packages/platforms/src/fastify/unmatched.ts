import { METHODS } from 'node:http';
import type { Failure } from '@oryu/core';
import { failureOfMethods, ownMembers } from '@oryu/core/binding';
import type { FastifyRequest, HTTPMethods } from 'fastify';

/** The members of a request that lead to its routes. */
type RoutedRequest = Pick<FastifyRequest, 'method' | 'server' | 'url'>;

/** The failure for a request that matched no route: `route-not-found`, or `method-not-allowed` if the path exists. */
export function failureForUnmatched(request: RoutedRequest): Failure {
  return failureOfMethods(request.method, methodsOf(request));
}

/** The methods that the router knows for the path of a request which a route has refused with 405. */
export function allowedMethods({ request }: { readonly request: RoutedRequest }): string[] {
  const methods = methodsOf(request);
  // An API does not offer TRACE by hand, but `all` registers it. A route for every method does not say which are allowed.
  return methods.includes('TRACE') ? [] : methods;
}

/**
 * The methods of the routes for the path of a request. Wildcard routes do not count: with that of @fastify/cors or
 * @fastify/static every path would exist. The query is cut off because the router would parse it for each method.
 */
export function methodsOf({ server, url }: RoutedRequest): string[] {
  const path = url.slice(0, endOfPath(server, url));
  return METHODS.filter((method) => {
    const route = server.findRoute({ method: method as HTTPMethods, url: path });
    return route !== null && !Object.hasOwn(route.params, '*');
  });
}

interface RouterOptions {
  readonly useSemicolonDelimiter?: boolean;
}

function endOfPath({ initialConfig }: FastifyRequest['server'], url: string): number | undefined {
  const { useSemicolonDelimiter, routerOptions } = ownMembers(
    initialConfig as RouterOptions & { readonly routerOptions?: RouterOptions },
  );
  const hasSemicolons =
    useSemicolonDelimiter === true || ownMembers(routerOptions).useSemicolonDelimiter === true;
  const end = url.search(hasSemicolons ? /[?#;]/ : /[?#]/);
  return end < 0 ? undefined : end;
}
