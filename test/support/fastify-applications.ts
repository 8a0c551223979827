import { mydata } from '@oryu/core';
import { type ProviderErrorsPluginOptions, providerErrors } from '@oryu/fastify';
import type { FastifyInstance } from 'fastify';
import { versions } from './fastify-versions.js';
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

const [[, newest]] = versions as [(typeof versions)[number]];

/** Serves an application of the newest Fastify under `mydata()`. Crashes are heard, so that nobody logs them. */
export function serveNewest(
  configure: (app: FastifyInstance) => unknown,
  options: Partial<ProviderErrorsPluginOptions> = {},
): Promise<Served> {
  return serve(newest(), { standard: mydata(), onError: () => {}, ...options }, configure);
}
