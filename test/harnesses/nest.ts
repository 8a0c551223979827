import 'reflect-metadata';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  Body,
  Controller,
  HttpCode,
  HttpException,
  Module,
  Param,
  RequestMapping,
  RequestMethod,
  Res,
  StreamableFile,
  type Type,
  UseFilters,
} from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import type { ExpressAdapter } from '@nestjs/platform-express';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { byPath, type Standard } from '@oryu/core';
import { frameworkErrors, ProviderErrorsFilter, ProviderErrorsModule, standardHeaders } from '@oryu/nest';
import type { Application, Exchange, Harness, Mount, Route } from '@oryu/testing';

/** Express without the one header that it adds of its own accord. */
export function expressAdapter(Adapter: typeof ExpressAdapter): ExpressAdapter {
  const adapter = new Adapter();
  adapter.disable('x-powered-by');
  return adapter;
}

/** Fastify with the limit for bodies that Express has. */
export function fastifyAdapter(Adapter: typeof FastifyAdapter): FastifyAdapter {
  return new Adapter({ frameworkErrors, bodyLimit: 100 * 1024 });
}

type PlatformResponse =
  | ServerResponse
  | { readonly raw: ServerResponse; header(name: string, value: string | string[]): unknown };

function exchangeOf(body: unknown, parameters: Record<string, string>, response: PlatformResponse): Exchange {
  return {
    body,
    parameter: (name) => parameters[name],
    setHeader: (name, value) =>
      void ('raw' in response ? response.header(name, value) : response.setHeader(name, value)),
    sendJson: (value) => value,
    sendStream: (stream) => new StreamableFile(stream),
    begin: (firstBytes) =>
      new Promise((resolve) =>
        ('raw' in response ? response.raw : response).write(firstBytes, () => resolve()),
      ),
  };
}

/** A controller of one route; the decorators are called by hand, because the route is known only now. */
function controllerOf({ method, path, handle }: Route): Type {
  class RouteController {
    answer(body: unknown, parameters: Record<string, string>, response: PlatformResponse): unknown {
      return handle(exchangeOf(body, parameters, response));
    }
  }
  const { prototype } = RouteController;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, 'answer') as PropertyDescriptor;
  RequestMapping({ path, method: RequestMethod[method] })(prototype, 'answer', descriptor);
  HttpCode(200)(prototype, 'answer', descriptor);
  Body()(prototype, 'answer', 0);
  Param()(prototype, 'answer', 1);
  Res({ passthrough: true })(prototype, 'answer', 2);
  Controller()(RouteController);
  return RouteController;
}

function controllersOfMount({ prefix, standard, options, routes }: Mount & { prefix: string }): Type[] {
  return routes.map((route) => {
    const controller = controllerOf({ ...route, path: prefix + route.path });
    UseFilters(new ProviderErrorsFilter(standard, options))(controller);
    return controller;
  });
}

/** Filters belong to controllers; the path decides for a request that none of them has. */
function standardOf(root: Standard, mounts: NonNullable<Application['mounts']>): Standard {
  if (mounts.length === 0) return root;
  return byPath({
    ...Object.fromEntries(mounts.map(({ prefix, standard }) => [prefix, standard])),
    '/': root,
  });
}

function harness(name: string, adapter: () => AbstractHttpAdapter, cannot: Harness['cannot']): Harness {
  return {
    name,
    cannot,
    errorOfStatus: (status) => new HttpException('비밀', status),
    async start({ standardHeaders: owes, mounts = [], standard, options, routes }) {
      class ApplicationModule {}
      Module({
        imports: [ProviderErrorsModule.forRoot(standardOf(standard, mounts), options)],
        controllers: [...routes.map(controllerOf), ...mounts.flatMap(controllersOfMount)],
      })(ApplicationModule);
      const app = await NestFactory.create(ApplicationModule, adapter(), { logger: false });
      if (owes === true) app.use(standardHeaders(standard));
      await app.listen(0, '127.0.0.1');
      const server: Server = app.getHttpServer();
      return {
        port: (server.address() as AddressInfo).port,
        stop: async () => {
          server.closeAllConnections();
          await app.close();
        },
      };
    },
  };
}

/** A harness of one version of NestJS, on Express. */
export function nestExpressHarness(name: string, Adapter: typeof ExpressAdapter): Harness {
  return harness(name, () => expressAdapter(Adapter), {});
}

/** A harness of one version of NestJS, on Fastify. */
export function nestFastifyHarness(name: string, Adapter: typeof FastifyAdapter): Harness {
  return harness(name, () => fastifyAdapter(Adapter), {
    'an unknown charset is answered as unsupported-media-type': 'Fastify reads every JSON body as UTF-8',
    'an unknown content encoding is answered as unsupported-media-type':
      'Fastify does not look at Content-Encoding',
    'a kept connection stays open after every refused body, also with pipelined requests':
      'Fastify closes the connection after a body that is too large; Fastify 5 after every body it refuses',
  });
}
