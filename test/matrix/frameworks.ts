/** What is supported: the one table behind `npm run matrix` and the table in README.md. */

/** The versions of Node.js: the oldest minor that is supported, then the newest of each major. */
export const nodes = ['20.19', '22', '24', '26'];

/** Where a version differs from the others, and why. */
export const limits = [
  'On Node.js 22, NestJS 12 needs 22.12 or later where it is loaded by `require`.',
  'Behind `@hono/node-server` 1, the only one for the first versions of Hono 4, an error answer without a body (a redirect of `mydataAuthorize()`, a status that `unlisted` leaves bare) has a content type.',
];

/** A framework, on one of its platforms where it has several. */
export interface Framework {
  /** Selects it on the command line. */
  readonly id: string;
  readonly title: string;
  readonly platform?: string;
  readonly binding: string;
  /** For npm: the oldest that the binding admits, then the newest of each major. */
  readonly versions: readonly string[];
  /** What is installed in each of these versions. The first is the one the binding's peer dependency names. */
  readonly packages: readonly string[];
  /** What the harness needs beside it, as this repository has it unless a version is named. */
  readonly others: readonly string[];
  /** Code that makes a `harness`, as a module in test/harnesses. */
  harness(name: string): string;
}

export const frameworks: readonly Framework[] = [
  {
    id: 'express',
    title: 'Express',
    binding: '@oryu/express',
    versions: ['4.18.0', '4', '5'],
    packages: ['express'],
    others: ['http-errors'],
    harness: (name) => `
      import express from 'express';
      import { expressHarness } from './express.js';
      const harness = expressHarness('${name}', express);`,
  },
  {
    id: 'koa',
    title: 'Koa',
    binding: '@oryu/koa',
    versions: ['2.13.0', '2', '3'],
    packages: ['koa'],
    others: ['@koa/bodyparser', '@koa/router', 'http-errors', 'koa-mount'],
    harness: (name) => `
      import Koa from 'koa';
      import { koaHarness } from './koa.js';
      const harness = koaHarness('${name}', Koa);`,
  },
  {
    id: 'nest-express',
    title: 'NestJS',
    platform: 'Express',
    binding: '@oryu/nest',
    versions: ['10.0.0', '10', '11', '12'],
    packages: ['@nestjs/core', '@nestjs/common', '@nestjs/platform-express'],
    others: [],
    harness: (name) => `
      import { ExpressAdapter } from '@nestjs/platform-express';
      import { nestExpressHarness } from './nest.js';
      const harness = nestExpressHarness('${name}', ExpressAdapter);`,
  },
  {
    id: 'nest-fastify',
    title: 'NestJS',
    platform: 'Fastify',
    binding: '@oryu/nest',
    versions: ['10.4.4', '10', '11', '12'],
    packages: ['@nestjs/platform-fastify', '@nestjs/core', '@nestjs/common'],
    others: [],
    harness: (name) => `
      import { FastifyAdapter } from '@nestjs/platform-fastify';
      import { nestFastifyHarness } from './nest.js';
      const harness = nestFastifyHarness('${name}', FastifyAdapter);`,
  },
  {
    id: 'fastify',
    title: 'Fastify',
    binding: '@oryu/fastify',
    versions: ['4.26.0', '4', '5'],
    packages: ['fastify'],
    others: ['http-errors'],
    harness: (name) => `
      import fastify from 'fastify';
      import { fastifyHarness } from './fastify.js';
      const harness = fastifyHarness('${name}', fastify);`,
  },
  {
    // @hono/node-server 2 cannot be loaded beside the first versions of Hono 4.
    id: 'hono-node-server-1',
    title: 'Hono',
    binding: '@oryu/hono',
    versions: ['4.0.0'],
    packages: ['hono'],
    others: ['@hono/node-server@1'],
    harness: () => "import { honoOnNodeServer1 as harness } from './hono.js';",
  },
  {
    id: 'hono',
    title: 'Hono',
    binding: '@oryu/hono',
    versions: ['4'],
    packages: ['hono'],
    others: ['@hono/node-server'],
    harness: () => "import { hono4 as harness } from './hono.js';",
  },
  {
    id: 'fetch',
    title: 'Fetch handlers',
    binding: '@oryu/core',
    versions: [''],
    packages: [],
    others: ['@hono/node-server'],
    harness: () => "import { fetchHandler as harness } from './fetch.js';",
  },
];
