import { describeConformance } from '@oryu/testing';
import { express4, express5 } from './harnesses/express.js';
import { fastify4, fastify5 } from './harnesses/fastify.js';
import { fetchHandler, hono4 } from './harnesses/hono.js';
import { koa2, koa3 } from './harnesses/koa.js';

const harnesses = [express5, express4, koa3, koa2, fastify5, fastify4, hono4, fetchHandler];

for (const harness of harnesses) describeConformance(harness, { describe, test });
