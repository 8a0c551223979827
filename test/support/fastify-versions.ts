import { type ProviderErrorsPluginOptions, providerErrors } from '@oryu/fastify';
import fastify5, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import fastify4 from 'fastify4';
import { Served } from './served.js';

/** Makes an application that keeps connections as long as Node itself does. */
export type FastifyFactory = (options?: FastifyServerOptions) => FastifyInstance;

const keeping = (fastify: unknown): FastifyFactory => {
  return (options) => (fastify as FastifyFactory)({ keepAliveTimeout: 5000, ...options });
};

/** Both majors run the same tests; where they differ, the test says so and why. */
export const versions: readonly (readonly [name: string, fastify: FastifyFactory])[] = [
  ['Fastify 5', keeping(fastify5)],
  ['Fastify 4', keeping(fastify4)],
];

/** Answers what must not be an error. */
export const ok = async () => ({ rsp_code: '00000' });

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

/** The body of an answer. */
export const bodyOf = (answer: string): string => answer.slice(answer.indexOf('\n\n') + 2);
