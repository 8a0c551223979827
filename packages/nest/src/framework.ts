import { type ArgumentsHost, HttpException, type HttpServer } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { Failure } from '@oryu/core';
import { type Framework, kindOfStatus } from '@oryu/core/binding';
import { classify as classifyOfExpress } from '../../platforms/src/express/classify.js';
import { classify as classifyOfFastify } from '../../platforms/src/fastify/classify.js';
import { failureOfForm } from '../../platforms/src/parsers.js';
import { isRequestOfExpress, type PlatformResponse } from './platform.js';
import { allowedMethods, type RoutedRequest } from './unmatched.js';

const nestFilter = new BaseExceptionFilter();
const answered = { isHeadersSent: () => true, end: () => {} } as unknown as HttpServer;

/** What Nest itself knows of its errors, its routes and its crashes. */
export const framework: Framework<ArgumentsHost> = {
  classify,
  allowedMethods: (host) => allowedMethods(requestOf(host)),
  // Nest's own filter logs a crash after it has answered, in the words of its version.
  reportCrash: (thrown, host) => nestFilter.handleUnknownError(thrown, host, answered),
};

function requestOf(host: ArgumentsHost): RoutedRequest {
  return host.switchToHttp().getRequest<RoutedRequest>();
}

/** Nest's exceptions by their status, and the errors of the platform's router and body parsers, of no other's. */
function classify(thrown: unknown, host: ArgumentsHost): Failure | undefined {
  const isOnExpress = isRequestOfExpress(requestOf(host));
  if (thrown instanceof HttpException) {
    const status = thrown.getStatus();
    // Nest's file interceptors put a 400 around most of what multer refuses.
    const refused = isOnExpress && status === 400 ? failureOfForm(thrown.cause, thrown) : undefined;
    return refused ?? new Failure(kindOfStatus(status), { cause: thrown });
  }
  const http = host.switchToHttp();
  const response = http.getResponse<PlatformResponse>();
  // Nest's middleware on Fastify has Node's own response, and is written as for Express.
  if (!('raw' in response)) return classifyOfExpress(thrown);
  return classifyOfFastify(thrown, { request: http.getRequest(), reply: response });
}
