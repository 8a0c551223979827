import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { Failure } from '@oryu/core';
import { memberOf } from '@oryu/core/binding';

/** An option of the application in Nest 12. */
interface Options {
  readonly return503OnClosing?: boolean;
}

/**
 * While an application closes, requests still arrive on open connections. If the platform would refuse them in its own
 * words, the filter answers them instead, before the platform sees them.
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
    if (isSet(options, true)) startRefusing();
    return beforeClose?.call(adapter);
  };

  adapter.close = () => {
    if (isSet(options, true) || refusesItself(adapter)) startRefusing();
    return close.call(adapter);
  };
}

/** Whether the platform itself refuses requests while it closes: Fastify does, unless an option forbids it. */
function refusesItself(adapter: AbstractHttpAdapter): boolean {
  if (adapter.getType() !== 'fastify') return false;
  const app: object = adapter.getInstance();
  const key = Object.getOwnPropertySymbols(app).find(({ description }) => description === 'fastify.options');
  const options = key === undefined ? undefined : (app as Record<symbol, Options | undefined>)[key];
  return !isSet(options, false);
}

function isSet(options: Options | undefined, value: boolean): boolean {
  return options !== undefined && memberOf(options, 'return503OnClosing') === value;
}

/** The host that Nest would hand to a filter, if Nest saw the request. */
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
