import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { ProviderErrorsOptions, Standard } from '@oryu/core';
import { responder } from '@oryu/core/binding';
import { isAnswered } from '@oryu/core/node';
import { framework } from './framework.js';
import { originalErrorOf } from './original-error.js';
import {
  answer,
  finish,
  nodeResponse,
  type PlatformRequest,
  type PlatformResponse,
  view,
} from './platform.js';

/**
 * Answers whatever a controller, its guards, pipes and interceptors throw, as the standard prescribes: another
 * standard for one controller or one handler. Microservices and GraphQL go on as without it. It is not for
 * WebSocket gateways, whose clients it would leave without an answer.
 *
 * @throws TypeError if the standard is not one or an option is unknown
 *
 * @example
 * \@UseFilters(new ProviderErrorsFilter(vasp()))
 */
@Catch()
export class ProviderErrorsFilter implements ExceptionFilter {
  private readonly respond: ReturnType<typeof responder<ArgumentsHost>>;

  constructor(standard: Standard, options?: ProviderErrorsOptions<ArgumentsHost>) {
    this.respond = responder(standard, options, framework);
  }

  /** Called by Nest. */
  catch(exception: unknown, host: ArgumentsHost): void {
    // Every other context does what it does without a filter when this one returns nothing.
    if (host.getType() !== 'http') return;
    const http = host.switchToHttp();
    const request = http.getRequest<PlatformRequest>();
    const response = http.getResponse<PlatformResponse>();
    // A second failure of one request.
    if (isAnswered(nodeResponse(response))) finish(response);
    else answer(response, this.respond(originalErrorOf(request, exception), view(request), host));
  }
}
