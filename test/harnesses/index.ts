import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Harness } from '@oryu/testing';
import { versions as expressVersions } from '../support/express-versions.js';
import { versions as fastifyVersions } from '../support/fastify-versions.js';
import { majors as koaVersions } from '../support/koa-versions.js';
import { expressHarness } from './express.js';
import { fastifyHarness } from './fastify.js';
import { fetchHandler } from './fetch.js';
import { hono4 } from './hono.js';
import { koaHarness } from './koa.js';
import { nestExpressHarness, nestFastifyHarness } from './nest.js';

/** The harnesses of each binding. */
export const harnesses: Readonly<Record<string, readonly Harness[]>> = {
  express: expressVersions.map(([name, express]) => expressHarness(name, express)),
  koa: koaVersions.map(([name, Koa]) => koaHarness(name, Koa)),
  nest: [
    nestExpressHarness('NestJS 12 on Express', ExpressAdapter),
    nestFastifyHarness('NestJS 12 on Fastify', FastifyAdapter),
  ],
  fastify: fastifyVersions.map(([name, fastify]) => fastifyHarness(name, fastify)),
  hono: [hono4, fetchHandler],
};
