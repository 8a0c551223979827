import { assertStandard } from '../assert-standard.js';
import { type Failure, UnthrownFailure } from '../failure.js';
import type { ProviderErrorsOptions } from '../hooks.js';
import { responder } from '../responder.js';
import type { Standard } from '../standard.js';
import { bodyWatcher, failureOfBody } from './body-errors.js';
import { requestView } from './request-view.js';
import { toResponse } from './to-response.js';

/** A handler of the Fetch API's shape: the request, then the other arguments of the runtime. */
export type FetchHandler<
  Given extends [request: Request, ...rest: unknown[]],
  Answer extends Response | undefined = Response | undefined,
> = (...given: Given) => Answer | Promise<Answer>;

/**
 * Answers whatever a handler throws or rejects with, as the standard prescribes; a handler that answers
 * `undefined` knows no such route. What `request.json()` or `request.formData()` cannot parse is a malformed body.
 *
 * @returns the handler to export or to serve instead
 * @throws TypeError if the standard is not one or an option is unknown
 *
 * @example
 * export const GET = providerErrors(async (request) => Response.json(await accounts(request)), mydata());
 * export default { fetch: providerErrors(handle, mydata()) };
 */
export function providerErrors<Given extends [request: Request, ...rest: unknown[]]>(
  handler: FetchHandler<Given>,
  standard: Standard,
  options?: ProviderErrorsOptions<Request>,
): (...given: Given) => Promise<Response> {
  const respond = responder(standard, options, { classify, reportCrash });
  return async (...given) => {
    const [request] = given;
    const view = requestView(request);
    watchBody(request);
    try {
      const response = await handler(...given);
      return response ?? toResponse(respond(new UnthrownFailure('route-not-found'), view, request));
    } catch (thrown) {
      return toResponse(respond(thrown, view, request));
    }
  };
}

/**
 * Adds the headers that the standard requires of every response, success and error alike (MyData's
 * `x-api-tran-id`), to the responses of a handler.
 *
 * @throws TypeError if the standard is not one
 *
 * @example
 * export const GET = providerErrors(standardHeaders(handle, mydata()), mydata());
 */
export function standardHeaders<
  Given extends [request: Request, ...rest: unknown[]],
  Answer extends Response | undefined,
>(handler: FetchHandler<Given, Answer>, standard: Standard): (...given: Given) => Promise<Answer | Response> {
  assertStandard(standard);
  return async (...given) => {
    const answer = await handler(...given);
    const required = Object.entries(standard.headers(requestView(given[0])));
    if (answer === undefined || required.length === 0) return answer;
    // The handler's own may be immutable, or answer other requests as well.
    const response = new Response(answer.body, answer);
    for (const [name, value] of required) response.headers.set(name, value);
    return response;
  };
}

const watchBody = bodyWatcher<Request>(['json', 'formData'], ({ bodyUsed }) => bodyUsed);

/** The runtime has its console alone to report to. */
function reportCrash(thrown: unknown): void {
  // biome-ignore lint/suspicious/noConsole: the runtime's own report of a handler that fails
  console.error(thrown);
}

function classify(thrown: unknown, request: Request): Failure | undefined {
  return failureOfBody(thrown, request, request);
}
