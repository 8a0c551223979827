import { type ArgumentsHost, HttpException } from '@nestjs/common';
import { Failure } from '@oryu/core';
import { kindOfStatus } from '@oryu/core/binding';
import { classify as classifyOfExpress } from '@oryu/platforms/express/classify';
import { classify as classifyOfFastify } from '@oryu/platforms/fastify/classify';
import { failureOfForm } from '@oryu/platforms/forms';
import {
  isReplyOfFastify,
  isRequestOfExpress,
  type PlatformRequest,
  type PlatformResponse,
} from './platform.js';

/**
 * The failure that one of Nest's exceptions means by its status, or an error of the platform's router and body parsers.
 * Errors of the other platform are not recognised.
 */
export function classify(thrown: unknown, host: ArgumentsHost): Failure | undefined {
  const http = host.switchToHttp();
  if (thrown instanceof HttpException) {
    const status = thrown.getStatus();
    const isOnExpress = isRequestOfExpress(http.getRequest<PlatformRequest>());
    // Nest's file interceptors wrap most errors of multer in an exception with the status 400.
    const ofForm = isOnExpress && status === 400 ? failureOfForm(thrown.cause, thrown) : undefined;
    return ofForm ?? new Failure(kindOfStatus(status), { cause: thrown });
  }
  const response = http.getResponse<PlatformResponse>();
  // Nest's middleware on Fastify has Node's own response, which is written as on Express.
  if (!isReplyOfFastify(response)) return classifyOfExpress(thrown);
  return classifyOfFastify(thrown, { request: http.getRequest(), reply: response });
}
