import { HttpException } from '@nestjs/common';
import { Failure, kindOfStatus } from '@oryu/core';
import { classify as classifyOfExpress } from '../../platforms/src/express/classify.js';
import { classify as classifyOfFastify } from '../../platforms/src/fastify/classify.js';

/** Nest's exceptions by their status, and the errors of the platforms' routers and body parsers. */
export function classify(thrown: unknown): Failure | undefined {
  if (thrown instanceof HttpException)
    return new Failure(kindOfStatus(thrown.getStatus()), { cause: thrown });
  return classifyOfExpress(thrown) ?? classifyOfFastify(thrown);
}
