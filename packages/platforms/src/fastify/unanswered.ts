import { METHODS } from 'node:http';
import type { Failure } from '@oryu/core';
import { failureOfUnanswered } from '@oryu/core/binding';
import type { FastifyRequest, HTTPMethods } from 'fastify';

/** What is asked of a request to find its routes. */
type RoutedRequest = Pick<FastifyRequest, 'method' | 'server' | 'url'>;

/** No route, or none for the method: Fastify says 404 to both. */
export function unanswered(request: RoutedRequest): Failure {
  return failureOfUnanswered(request.method, methodsOf(request));
}

/** The methods that the router knows for the path of a request that a route has refused with 405. */
export function allowedMethods({ request }: { readonly request: RoutedRequest }): string[] {
  const methods = methodsOf(request);
  // `all` registers TRACE too, which no API offers by hand. It names every method and says nothing of this one.
  return methods.includes('TRACE') ? [] : methods;
}

/**
 * A wildcard route knows no path, so that the one of @fastify/cors or @fastify/static does not make every path
 * known. The router parses a query each time it is asked, so it is asked without.
 */
function methodsOf({ server, url }: RoutedRequest): string[] {
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
  const { useSemicolonDelimiter, routerOptions } = initialConfig as RouterOptions & {
    readonly routerOptions?: RouterOptions;
  };
  const hasSemicolons = useSemicolonDelimiter === true || routerOptions?.useSemicolonDelimiter === true;
  const end = url.search(hasSemicolons ? /[?#;]/ : /[?#]/);
  return end < 0 ? undefined : end;
}
