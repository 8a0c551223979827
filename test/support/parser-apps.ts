import type { RequestListener, Server } from 'node:http';
import fastifyCompress from '@fastify/compress';
import fastifyMultipart, { type FastifyMultipartBaseOptions } from '@fastify/multipart';
import { bodyParser } from '@koa/bodyparser';
// @ts-expect-error: it has no declarations.
import koaMulter from '@koa/multer';
import Router from '@koa/router';
import { Body, Controller, Module, Post, Req, type Type, UseInterceptors } from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter, FileInterceptor } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { ProviderErrorsOptions, Standard } from '@oryu/core';
import { providerErrors as ofExpress } from '@oryu/express';
import { providerErrors as ofFastify } from '@oryu/fastify';
import { providerErrors as ofKoa } from '@oryu/koa';
import { ProviderErrorsModule } from '@oryu/nest';
import type { RequestHandler } from 'express';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import Koa, { type Middleware } from 'koa';
import { type KoaBodyMiddlewareOptions, koaBody } from 'koa-body';
import multer from 'multer';
import { expressAdapter, fastifyAdapter } from '../harnesses/nest.js';
import { type ExpressModule, versions as expressVersions, ok, plain } from './express-versions.js';
import { type KoaModule, majors as koaVersions, ok as okOfKoa } from './koa-versions.js';

/** How an application is governed. */
interface Governed {
  readonly standard: Standard;
  readonly hooks?: ProviderErrorsOptions;
}

/** A parser in a framework, and an application of them whose one route is `POST /`. */
export interface ParserApp<Options> {
  readonly name: string;
  make(governed: Governed, options: Options): Promise<RequestListener | Server>;
}

/** multer, or what a framework has around it, taking one file of the field `file`. */
export const multerApps: readonly ParserApp<multer.Options>[] = [
  ...expressVersions.map(([name, express]) => ({
    name: `multer under ${name}`,
    make: async (governed: Governed, options: multer.Options) =>
      onExpress(express, multer(options).single('file'), governed),
  })),
  ...koaVersions.map(([name, KoaOfVersion]) => ({
    name: `@koa/multer under ${name}`,
    make: async (governed: Governed, options: multer.Options) => {
      const router = new Router().post('/', koaMulter(options).single('file'));
      return onKoa(KoaOfVersion, router.routes() as Middleware, governed);
    },
  })),
  {
    name: 'the FileInterceptor of NestJS',
    make: async (governed, options) => {
      const controller = controllerOf(
        () => 'ok',
        UseInterceptors(FileInterceptor('file', options as object)),
      );
      return onNest(controller, expressAdapter(ExpressAdapter), governed);
    },
  },
];

/** @fastify/multipart, reading each part to its end. */
export const fastifyMultipartApps: readonly ParserApp<FastifyMultipartBaseOptions>[] = [
  {
    name: '@fastify/multipart under Fastify 5',
    make: (governed, options) =>
      onFastify((app) => app.register(fastifyMultipart, options), readParts, governed),
  },
  {
    name: '@fastify/multipart under NestJS',
    make: async (governed, options) => {
      const controller = controllerOf(readParts);
      Req()(controller.prototype, 'handle', 0);
      const adapter = fastifyAdapter(FastifyAdapter);
      await adapter.register(fastifyMultipart as never, options as never);
      return onNest(controller, adapter, governed);
    },
  },
];

async function readParts(request: FastifyRequest): Promise<string> {
  for await (const part of request.parts()) if (part.type === 'file') await part.toBuffer();
  return 'ok';
}

export const koaBodyApps: readonly ParserApp<Partial<KoaBodyMiddlewareOptions>>[] = koaVersions.map(
  ([name, KoaOfVersion]) => ({
    name: `koa-body under ${name}`,
    make: async (governed, options) => onKoa(KoaOfVersion, koaBody(options) as Middleware, governed),
  }),
);

/** Parsers of JSON that decompress it. */
export const jsonApps: readonly ParserApp<undefined>[] = [
  ...expressVersions.map(([name, express]) => ({
    name: `body-parser under ${name}`,
    make: async (governed: Governed) => onExpress(express, express.json(), governed),
  })),
  { name: '@koa/bodyparser', make: async (governed) => onKoa(Koa, bodyParser() as Middleware, governed) },
  { name: 'koa-body', make: async (governed) => onKoa(Koa, koaBody() as Middleware, governed) },
  {
    name: '@fastify/compress',
    make: (governed) =>
      onFastify(
        (app) => app.register(fastifyCompress),
        async () => 'ok',
        governed,
      ),
  },
  {
    name: 'NestJS on Express',
    make: async (governed) => {
      const controller = controllerOf(() => 'ok');
      Body()(controller.prototype, 'handle', 0);
      return onNest(controller, expressAdapter(ExpressAdapter), governed);
    },
  },
];

function onExpress(express: ExpressModule, parser: RequestHandler, { standard, hooks }: Governed) {
  return plain(express).post('/', parser, ok).use(ofExpress(standard, hooks));
}

function onKoa(KoaOfVersion: KoaModule, parser: Middleware, { standard, hooks }: Governed) {
  const app = new KoaOfVersion();
  app.silent = true;
  return app.use(ofKoa(standard, hooks)).use(parser).use(okOfKoa).callback();
}

async function onFastify(
  configure: (app: FastifyInstance) => unknown,
  handler: (request: FastifyRequest) => Promise<unknown>,
  { standard, hooks }: Governed,
) {
  const app = Fastify();
  await app.register(ofFastify, { standard, ...hooks });
  await configure(app);
  app.post('/', handler);
  await app.ready();
  return app.server;
}

/** A controller of one route; the decorators are called by hand, because some of them are known only now. */
function controllerOf(handle: (request: FastifyRequest) => unknown, ...decorators: MethodDecorator[]): Type {
  class ParsingController {
    handle(request: FastifyRequest) {
      return handle(request);
    }
  }
  const { prototype } = ParsingController;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, 'handle') as PropertyDescriptor;
  for (const decorator of [...decorators, Post('/')]) decorator(prototype, 'handle', descriptor);
  Controller()(ParsingController);
  return ParsingController;
}

async function onNest(controller: Type, adapter: AbstractHttpAdapter, { standard, hooks }: Governed) {
  class ApplicationModule {}
  Module({ imports: [ProviderErrorsModule.forRoot(standard, hooks)], controllers: [controller] })(
    ApplicationModule,
  );
  const app = await NestFactory.create(ApplicationModule, adapter, { logger: false });
  await app.init();
  if (adapter instanceof FastifyAdapter) await adapter.getInstance().ready();
  return app.getHttpServer() as Server;
}
