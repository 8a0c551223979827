interface Request {
  readonly server: { errorHandler(error: never, request: never, reply: never): unknown };
}

/**
 * Hands to Nest what Fastify's router refuses before it: a URL that cannot be decoded, a path parameter that is
 * too long. An option of Fastify's adapter, which would else answer them by itself.
 *
 * @example
 * new FastifyAdapter({ frameworkErrors });
 */
export function frameworkErrors(error: Error, request: Request, reply: object): void {
  request.server.errorHandler(error as never, request as never, reply as never);
}
