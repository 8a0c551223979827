import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { Failure } from '@oryu/core';

/** An option of the application in Nest 12. */
interface Options {
  readonly return503OnClosing?: boolean;
}

/**
 * While an application closes, requests still arrive on connections that are in use. A platform that refuses them
 * does so in its own words: the filter answers instead, before it sees them.
 */
export function refuseWhileClosing(adapter: AbstractHttpAdapter, filter: ExceptionFilter): void {
  const { beforeClose, close, initHttpServer } = adapter;
  let isRefusing = false;
  const startRefusing = (): void => {
    const server: Server | undefined = adapter.getHttpServer();
    if (isRefusing || server === undefined) return;
    isRefusing = true;
    server.removeAllListeners('request').on('request', (request: IncomingMessage, response) => {
      if (request.httpVersionMajor === 1) response.setHeader('connection', 'close');
      filter.catch(new Failure('unavailable'), hostOf(request, response));
    });
  };

  let options: Options | undefined;
  adapter.initHttpServer = (given: Options) => {
    options = given;
    return initHttpServer.call(adapter, given as never);
  };

  adapter.beforeClose = () => {
    if (options?.return503OnClosing === true) startRefusing();
    return beforeClose?.call(adapter);
  };

  adapter.close = () => {
    if (options?.return503OnClosing === true || refusesItself(adapter)) startRefusing();
    return close.call(adapter);
  };
}

/** Fastify refuses unless an option says otherwise. */
function refusesItself(adapter: AbstractHttpAdapter): boolean {
  if (adapter.getType() !== 'fastify') return false;
  const app: object = adapter.getInstance();
  const key = Object.getOwnPropertySymbols(app).find(({ description }) => description === 'fastify.options');
  const options = key === undefined ? undefined : (app as Record<symbol, Options | undefined>)[key];
  return options?.return503OnClosing !== false;
}

/** What Nest would hand to a filter, if it saw the request. */
function hostOf(request: IncomingMessage, response: ServerResponse): ArgumentsHost {
  const args = [request, response, () => {}];
  const getArgByIndex = (index: number) => args[index];
  const http = {
    getRequest: () => request,
    getResponse: () => response,
    getNext: () => getArgByIndex(2),
  };
  return { getType: () => 'http', getArgs: () => args, getArgByIndex, switchToHttp: () => http } as never;
}
