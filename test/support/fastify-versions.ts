import fastify5, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import fastify4 from 'fastify4';

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

/** The body of an answer. */
export const bodyOf = (answer: string): string => answer.slice(answer.indexOf('\n\n') + 2);
