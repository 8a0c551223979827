import { express4Variants, express5Variants } from './express.js';
import { variants as fastify } from './fastify.js';
import { variants as hono } from './hono.js';
import { variants as koa } from './koa.js';
import { nestExpressVariants, nestFastifyVariants } from './nest.js';
import { variants as node } from './node.js';
import type { Variant } from './variant.js';

/** Every way to answer, by framework; `node:http` is the limit. */
export const applications: Readonly<Record<string, readonly Variant[]>> = {
  'node:http': node,
  'Express 5': express5Variants,
  'Express 4': express4Variants,
  Koa: koa,
  Fastify: fastify,
  Hono: hono,
  'Nest on Express': nestExpressVariants,
  'Nest on Fastify': nestFastifyVariants,
};
