import { type ProviderErrorsPluginOptions, providerErrors } from '@oryu/fastify';
import type { FastifyInstance } from 'fastify';
import { Served } from './served.js';

/** Serves an application that `providerErrors` governs. */
export async function serve(
  app: FastifyInstance,
  options: ProviderErrorsPluginOptions,
  configure: (app: FastifyInstance) => unknown,
): Promise<Served> {
  await app.register(providerErrors, options);
  return serveAsItIs(app, configure);
}

/** Serves an application that may register `providerErrors` itself. */
export async function serveAsItIs(
  app: FastifyInstance,
  configure: (app: FastifyInstance) => unknown,
): Promise<Served> {
  await configure(app);
  await app.ready();
  return Served.start(app.server);
}
