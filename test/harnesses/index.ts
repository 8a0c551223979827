import type { Harness } from '@oryu/testing';
import { express4, express5 } from './express.js';
import { fastify4, fastify5 } from './fastify.js';
import { fetchHandler, hono4 } from './hono.js';
import { koa2, koa3 } from './koa.js';
import { nestExpress, nestFastify } from './nest.js';

/** The harnesses of each binding. */
export const harnesses: Readonly<Record<string, readonly Harness[]>> = {
  express: [express5, express4],
  koa: [koa3, koa2],
  nest: [nestExpress, nestFastify],
  fastify: [fastify5, fastify4],
  hono: [hono4, fetchHandler],
};
