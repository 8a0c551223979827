import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { ProviderErrorsOptions, Standard } from '@oryu/core';
import { responder } from '@oryu/core/binding';
import { isAnswered } from '@oryu/core/node';
import { classify } from './classify.js';
import { originalErrorOf } from './original-error.js';
import { nodeResponse, type PlatformRequest, type PlatformResponse, view } from './platform.js';
import { reportCrash } from './report-crash.js';
import { finishReply, sendReply } from './send.js';
import { allowedMethods, type RoutedRequest } from './unmatched.js';

/**
 * Answers every error that a controller, its guards, pipes and interceptors throw, as the standard prescribes. Use it
 * to give one controller or one handler another standard. It changes nothing for microservices and GraphQL. Do not use
 * it for WebSocket gateways: their clients would not get an answer.
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
    this.respond = responder(standard, options, {
      classify,
      allowedMethods: (host) => allowedMethods(host.switchToHttp().getRequest<RoutedRequest>()),
      reportCrash,
    });
  }

  /** Called by Nest. */
  catch(exception: unknown, host: ArgumentsHost): void {
    // If the filter returns nothing, every other context goes on as without it.
    if (host.getType() !== 'http') return;
    const http = host.switchToHttp();
    const request = http.getRequest<PlatformRequest>();
    const response = http.getResponse<PlatformResponse>();
    // This is a second failure of one request.
    if (isAnswered(nodeResponse(response))) finishReply(response);
    else sendReply(response, this.respond(originalErrorOf(request, exception), view(request), host));
  }
}
