import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { type ProviderErrorsOptions, responder, type Standard } from '@oryu/core';
import { classify } from './classify.js';
import { causeOf } from './observe.js';
import { answer, type PlatformRequest, type PlatformResponse, view } from './platform.js';

/**
 * Answers whatever a controller, its guards, pipes and interceptors throw, as the standard prescribes: another
 * standard for one controller or one handler. Microservices and GraphQL go on as without it. It is not for
 * WebSocket gateways, whose clients it would leave without an answer.
 *
 * @throws TypeError where the standard is none or an option is unknown
 *
 * @example
 * \@UseFilters(new ProviderErrorsFilter(vasp()))
 */
@Catch()
export class ProviderErrorsFilter implements ExceptionFilter {
  private readonly respond: ReturnType<typeof responder<ArgumentsHost>>;

  constructor(standard: Standard, options?: ProviderErrorsOptions<ArgumentsHost>) {
    this.respond = responder(standard, options, { classify });
  }

  /** Called by Nest. */
  catch(exception: unknown, host: ArgumentsHost): void {
    // Every other context does what it does without a filter when this one returns nothing.
    if (host.getType() !== 'http') return;
    const http = host.switchToHttp();
    const request = http.getRequest<PlatformRequest>();
    const reply = this.respond(causeOf(request, exception), view(request), host);
    answer(http.getResponse<PlatformResponse>(), reply);
  }
}
