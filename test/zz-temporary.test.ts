import { describeConformance } from '@oryu/testing';
import { fastify4, fastify5 } from './harnesses/fastify.js';
import { koa2, koa3 } from './harnesses/koa.js';

for (const harness of [koa3, koa2, fastify5, fastify4]) describeConformance(harness, { describe, test });
