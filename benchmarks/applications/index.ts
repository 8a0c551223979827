import type { Variant } from './variant.js';

/** Every way to answer, by framework, which is loaded when asked for; `node:http` is the limit. */
export const applications = {
  'node:http': async () => (await import('./node.js')).variants,
  'Express 5': async () => (await import('./express.js')).express5Variants,
  'Express 4': async () => (await import('./express.js')).express4Variants,
  Koa: async () => (await import('./koa.js')).variants,
  Fastify: async () => (await import('./fastify.js')).variants,
  Hono: async () => (await import('./hono.js')).variants,
  'Nest on Express': async () => (await import('./nest.js')).nestExpressVariants,
  'Nest on Fastify': async () => (await import('./nest.js')).nestFastifyVariants,
} satisfies Readonly<Record<string, () => Promise<readonly Variant[]>>>;

export type Framework = keyof typeof applications;

/** One way to answer, by the names that a process is started with. */
export async function variantOf(framework: string, name: string): Promise<Variant> {
  const variants = await applications[framework as Framework]();
  const variant = variants.find((each) => each.name === name);
  if (variant === undefined) throw new RangeError(`${framework} has no variant ${name}`);
  return variant;
}
