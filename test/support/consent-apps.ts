import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import {
  Body,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  Module,
  Param,
  Post,
  Query,
  type Type,
  ValidationPipe,
} from '@nestjs/common';
import type { Standard } from '@oryu/core';
import * as express from '@oryu/express';
import * as fastify from '@oryu/fastify';
import * as hono from '@oryu/hono';
import * as koa from '@oryu/koa';
import { ProviderErrorsModule } from '@oryu/nest';
import { failureOfClassValidator } from '@oryu/validation';
import { validate as forExpress } from '@oryu/validation/express';
import { validate as forFastify } from '@oryu/validation/fastify';
import { validate as forHono } from '@oryu/validation/hono';
import { validate as forKoa } from '@oryu/validation/koa';
import { exceptionFactory, validate as forNest } from '@oryu/validation/nest';
import { Hono } from 'hono';
import type { Middleware } from 'koa';
import * as consents from './consents.js';
import { versions as expressVersions, plain } from './express-versions.js';
import { versions as fastifyVersions } from './fastify-versions.js';
import { majors as koaVersions } from './koa-versions.js';
import { type AnswerTo, type Platform, platforms, serve } from './nest-platforms.js';
import { request } from './raw-http.js';
import { Served } from './served.js';

const path = '/consents/:customer';

/** What a handler answers: what it was given of each part. */
function shown({ body, headers, params, query }: Record<keyof consents.Schemas, unknown>): object {
  const { account } = body as consents.ConsentBody;
  const { 'x-api-type': type } = headers as consents.ConsentHeaders;
  const { customer } = params as consents.ConsentPath;
  const { limit } = query as consents.ConsentQuery;
  return { account, type, customer, limit };
}

async function serveNode(handler: Parameters<typeof Served.start>[0]): Promise<AnswerTo> {
  const served = await Served.start(handler);
  return (line, headers, body) => served.answerTo(request(line, headers, body));
}

/** Starts the application of a framework that validates by the schemas of a library. */
type Start = (standard: Standard, schemas: consents.Schemas) => Promise<AnswerTo>;

const onExpress =
  (version: (typeof expressVersions)[number][1]): Start =>
  (standard, schemas) => {
    const consent = forExpress(schemas);
    const app = plain(version).use(version.json());
    app.post(path, consent, (request, response) => {
      response.json(shown(consent.of(request)));
    });
    return serveNode(app.use(express.providerErrors(standard)));
  };

const onKoa =
  (Koa: (typeof koaVersions)[number][1]): Start =>
  (standard, schemas) => {
    const consent = forKoa(schemas);
    const router = new Router().post(path, consent, (ctx) => {
      ctx.body = shown(consent.of(ctx));
    });
    const app = new Koa().use(koa.providerErrors(standard)).use(bodyParser());
    return serveNode(app.use(router.routes() as Middleware).callback());
  };

const onFastify =
  (version: (typeof fastifyVersions)[number][1]): Start =>
  async (standard, schemas) => {
    const consent = forFastify(schemas);
    const app = version();
    await app.register(fastify.providerErrors, { standard });
    app.post(path, { preValidation: consent }, async (request) => shown(consent.of(request)));
    await app.ready();
    return serveNode(app.server);
  };

const onHono: Start = (standard, { body, headers, params, query }) => {
  const app = new Hono();
  app.post(path, forHono({ json: body, header: headers, param: params, query }), ({ req, json }) =>
    json(
      shown({
        body: req.valid('json'),
        headers: req.valid('header'),
        params: req.valid('param'),
        query: req.valid('query'),
      }),
    ),
  );
  hono.providerErrors(app, standard);
  return serveNode(createAdaptorServer(app) as Server);
};

const RequestHeaders = createParamDecorator((_name: unknown, context: ExecutionContext) => ({
  ...context.switchToHttp().getRequest<{ headers: object }>().headers,
}));

function moduleOf(standard: Standard, controller: Type) {
  @Module({ imports: [ProviderErrorsModule.forRoot(standard)], controllers: [controller] })
  class ApplicationModule {}
  return ApplicationModule;
}

const onNest =
  (platform: Platform): Start =>
  (standard, schemas) => {
    @Controller()
    class ConsentsController {
      @Post(path)
      @HttpCode(200)
      create(
        @Body(forNest(schemas.body)) body: unknown,
        @RequestHeaders(forNest(schemas.headers, 'header')) headers: unknown,
        @Param(forNest(schemas.params)) params: unknown,
        @Query(forNest(schemas.query)) query: unknown,
      ) {
        return shown({ body, headers, params, query });
      }
    }
    return serve(platform, moduleOf(standard, ConsentsController));
  };

/** Nest's own pipe and its classes. */
const onNestPipe =
  (platform: Platform) =>
  (standard: Standard): Promise<AnswerTo> => {
    const ofHeaders = new ValidationPipe({
      validateCustomDecorators: true,
      exceptionFactory: (errors) => failureOfClassValidator(errors, 'header'),
    });

    @Controller()
    class ConsentsController {
      @Post(path)
      @HttpCode(200)
      create(
        @Body() body: consents.ConsentBody,
        @RequestHeaders(ofHeaders) headers: consents.ConsentHeaders,
        @Param() params: consents.ConsentPath,
        @Query() query: consents.ConsentQuery,
      ) {
        return shown({ body, headers, params, query });
      }
    }
    return serve(platform, moduleOf(standard, ConsentsController), (app) => {
      app.useGlobalPipes(new ValidationPipe({ ...consents.strict, transform: true, exceptionFactory }));
    });
  };

/** A route's own schema, which Ajv validates. */
const onFastifyAjv =
  (version: (typeof fastifyVersions)[number][1]) =>
  async (standard: Standard): Promise<AnswerTo> => {
    const customOptions = { allErrors: true, removeAdditional: false } as const;
    const app = version({ ajv: { customOptions } });
    await app.register(fastify.providerErrors, { standard });
    app.post(path, { schema: consents.jsonSchema }, async (request) =>
      shown(request as Record<keyof consents.Schemas, unknown>),
    );
    await app.ready();
    return serveNode(app.server);
  };

const frameworks: readonly (readonly [name: string, start: Start])[] = [
  ...expressVersions.map(([name, version]) => [name, onExpress(version)] as const),
  ...koaVersions.map(([name, version]) => [name, onKoa(version)] as const),
  ...fastifyVersions.map(([name, version]) => [name, onFastify(version)] as const),
  ['Hono 4', onHono],
  ...platforms.map((platform) => [`Nest on ${platform.name}`, onNest(platform)] as const),
];

/** An application that validates consents: by a library, in a framework. */
export interface ConsentApp {
  readonly library: keyof typeof consents.schemas | 'ajv';
  readonly framework: string;
  /** Whether all parts of a request are looked at before it is answered. */
  readonly isWhole: boolean;
  start(standard: Standard): Promise<AnswerTo>;
}

export const consentApps: readonly ConsentApp[] = [
  ...frameworks.flatMap(([framework, start]) =>
    (Object.entries(consents.schemas) as [keyof typeof consents.schemas, consents.Schemas][]).map(
      ([library, each]) => ({
        library,
        framework,
        isWhole: !framework.startsWith('Nest'),
        start: (standard: Standard) => start(standard, each),
      }),
    ),
  ),
  ...platforms.map((platform) => ({
    library: 'class-validator' as const,
    framework: `Nest's ValidationPipe on ${platform.name}`,
    isWhole: false,
    start: onNestPipe(platform),
  })),
  ...fastifyVersions.map(([name, version]) => ({
    library: 'ajv' as const,
    framework: `${name}'s own validation`,
    isWhole: false,
    start: onFastifyAjv(version),
  })),
];
