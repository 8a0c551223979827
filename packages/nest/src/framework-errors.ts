interface Request {
  readonly server: { errorHandler(error: never, request: never, reply: never): unknown };
}

/**
 * Hands the requests to Nest that Fastify's router refuses: those with a URL that cannot be decoded, or with a path
 * parameter that is too long. It is an option of Fastify's adapter. Without it, Fastify answers them itself.
 *
 * @example
 * new FastifyAdapter({ frameworkErrors });
 */
export function frameworkErrors(error: Error, request: Request, reply: object): void {
  request.server.errorHandler(error as never, request as never, reply as never);
}
