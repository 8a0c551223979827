import 'reflect-metadata';
import type { Server, ServerResponse } from 'node:http';
import {
  type ArgumentsHost,
  Catch,
  Controller,
  type DynamicModule,
  type ExceptionFilter,
  ForbiddenException,
  Get,
  Module,
  Res,
} from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { mydata } from '@oryu/core';
import { ProviderErrorsModule } from '@oryu/nest';
import {
  ApiError,
  bytes,
  handWritten,
  headers,
  members,
  message,
  ours,
  path,
  status,
  type Variant,
} from './variant.js';

@Catch()
class HandWrittenFilter implements ExceptionFilter {
  constructor(private readonly host: HttpAdapterHost) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const { httpAdapter } = this.host;
    const context = host.switchToHttp();
    const { status, body } = handWritten(error);
    const { headers } = context.getRequest<{ headers: Record<string, string | undefined> }>();
    const response: unknown = context.getResponse();
    if (headers['x-api-tran-id'] !== undefined)
      httpAdapter.setHeader(response, 'x-api-tran-id', headers['x-api-tran-id']);
    httpAdapter.reply(response, body, status);
  }
}

/** What both platforms' own responses have of what the floor calls. */
interface FastifyReply {
  code(status: number): FastifyReply;
  headers(headers: object): FastifyReply;
  send(body: Uint8Array): void;
}

type Platform = typeof ExpressAdapter | typeof FastifyAdapter;

function variantsOf(Adapter: Platform): Variant[] {
  const start = async (
    controller: new () => object,
    filter?: DynamicModule | (new (...given: never[]) => ExceptionFilter),
  ) => {
    const imports = filter !== undefined && 'module' in filter ? [filter] : [];
    @Module({ imports, controllers: [controller] })
    class Root {}
    const app = await NestFactory.create(Root, new Adapter(), { logger: false });
    if (filter !== undefined && !('module' in filter))
      app.useGlobalFilters(new filter(...([app.get(HttpAdapterHost)] as never[])));
    await app.init();
    const instance: unknown = app.getHttpAdapter().getInstance();
    if (Adapter === FastifyAdapter) await (instance as { ready(): Promise<unknown> }).ready();
    return app.getHttpServer() as Server;
  };
  const controllerOf = (handle: () => unknown) => {
    @Controller()
    class Accounts {
      @Get(path)
      list() {
        return handle();
      }
    }
    return Accounts;
  };

  @Controller()
  class Floor {
    @Get(path)
    list(@Res() response: ServerResponse & FastifyReply) {
      if (Adapter === FastifyAdapter) response.code(status).headers(headers).send(bytes);
      else response.writeHead(status, headers).end(bytes);
    }
  }

  return [
    { name: 'floor', server: () => start(Floor) },
    { name: 'success', server: () => start(controllerOf(() => members)) },
    {
      name: 'hand-written @Catch',
      server: () =>
        start(
          controllerOf(() => {
            throw new ApiError(status, '40305', message);
          }),
          HandWrittenFilter,
        ),
    },
    {
      name: 'built-in filter',
      server: () =>
        start(
          controllerOf(() => {
            throw new ForbiddenException(message);
          }),
        ),
    },
    ...ours((check) => {
      const handle = () => {
        check?.();
        return members;
      };
      return start(
        controllerOf(check === undefined ? () => members : handle),
        ProviderErrorsModule.forRoot(mydata()),
      );
    }),
  ];
}

export const nestExpressVariants = variantsOf(ExpressAdapter);
export const nestFastifyVariants = variantsOf(FastifyAdapter);
