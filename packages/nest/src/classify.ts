import { type ArgumentsHost, HttpException } from '@nestjs/common';
import { Failure, kindOfStatus } from '@oryu/core';
import { classify as classifyOfExpress } from '../../platforms/src/express/classify.js';
import { classify as classifyOfFastify } from '../../platforms/src/fastify/classify.js';
import { failureOfForm } from '../../platforms/src/parsers.js';
import type { PlatformResponse } from './platform.js';

/** Nest's exceptions by their status, and the errors of the platforms' routers and body parsers. */
export function classify(thrown: unknown, host: ArgumentsHost): Failure | undefined {
  if (thrown instanceof HttpException) {
    const status = thrown.getStatus();
    // Nest's file interceptors put a 400 around most of what multer refuses.
    const refused = status === 400 ? failureOfForm(thrown.cause, thrown) : undefined;
    return refused ?? new Failure(kindOfStatus(status), { cause: thrown });
  }
  const failure = classifyOfExpress(thrown);
  const http = host.switchToHttp();
  const reply = http.getResponse<PlatformResponse>();
  if (failure !== undefined || !('raw' in reply)) return failure;
  return classifyOfFastify(thrown, { request: http.getRequest(), reply });
}
