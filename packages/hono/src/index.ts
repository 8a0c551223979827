/**
 * Oryu for Hono 4, on Node and on every runtime of the Fetch API.
 *
 * @module
 */
import {
  assertStandard,
  Failure,
  kindOfStatus,
  type ProviderErrorsOptions,
  responder,
  type Standard,
} from '@oryu/core';
import { requestView, toResponse } from '@oryu/core/fetch';
import type { Context, HonoRequest, MiddlewareHandler } from 'hono';
import type { HTTPException } from 'hono/http-exception';
import { type Application, unanswered, wrapFirst } from './routes.js';

export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';
export type { Application } from './routes.js';

type Answer = (thrown: unknown, context: Context) => Response | Promise<Response>;

const governing = Symbol('oryu');

/** Who answers for the innermost governed application that a request has entered: Hono has one `notFound` for all. */
interface Governed extends Context {
  [governing]?: Answer;
}

/**
 * Answers every error, every unknown route and every wrong method of an application, as the standard
 * prescribes. Its place among the routes does not matter; an application that is mounted in another by
 * `app.route` gets it before it is mounted.
 *
 * @throws TypeError where the standard is none or an option is unknown
 *
 * @example
 * const app = new Hono();
 * providerErrors(app, mydata());
 */
export function providerErrors(
  app: Application,
  standard: Standard,
  options?: ProviderErrorsOptions<Context>,
): void {
  const respond = responder(standard, options, { classify });
  const respondToBadBody = responder(standard, options, { classify: malformedBody });

  const answerBy = (respondTo: typeof respond, thrown: unknown, context: Context) => {
    const reply = respondTo(thrown, requestView(context.req.raw), context);
    // A new response shows the headers set so far, also where there is no response yet.
    const response = toResponse(reply, context.newResponse(null, 200).headers);
    // Hono would copy the headers of the response that is there over those of this one.
    context.res = undefined;
    context.finalized = false;
    return response;
  };

  const answer: Answer = (thrown, context) => {
    if (Object.keys(context.req.bodyCache).length === 0) return answerBy(respond, thrown, context);
    return isErrorOfBody(thrown, context)
      .catch(() => false)
      .then((isBadBody) => answerBy(isBadBody ? respondToBadBody : respond, thrown, context));
  };

  wrapFirst(app, (handler) => (context: Governed, next) => {
    context[governing] = answer;
    // Hono's onError is given instances of Error only.
    const answerThrown = (thrown: unknown) => answer(thrown, context);
    let isPassedOn = false;
    const passOn = () => {
      isPassedOn = true;
      return next();
    };
    const answered = (response: Response | undefined) =>
      response ??
      (isPassedOn || context.finalized
        ? undefined
        : answerThrown(new Error('the handler returned no response')));
    try {
      const result = handler(context, passOn);
      return result instanceof Promise ? result.then(answered, answerThrown) : answered(result);
    } catch (thrown) {
      return answerThrown(thrown);
    }
  });
  app.onError(answer);
  app.notFound((context: Governed) => (context[governing] ?? answer)(unanswered(app, context.req), context));
}

/**
 * Sets the headers that every response of the standard owes, success and error alike (MyData's
 * `x-api-tran-id`). Mount it before the routes.
 *
 * @throws TypeError where the standard is none
 *
 * @example
 * app.use(standardHeaders(mydata()));
 */
export function standardHeaders(standard: Standard): MiddlewareHandler {
  assertStandard(standard);
  return async (context, next) => {
    const owed = Object.entries(standard.headers(requestView(context.req.raw)));
    for (const [name, value] of owed) context.header(name, value);
    await next();
    // A Response that a handler makes by itself does not take over what was set before it.
    for (const [name, value] of owed) if (!context.res.headers.has(name)) context.header(name, value);
  };
}

/** Hono's own errors. The class of another copy of Hono is told by the same mark as in Hono itself. */
function isHttpException(thrown: unknown): thrown is HTTPException {
  return thrown instanceof Error && 'getResponse' in thrown && 'res' in thrown;
}

function classify(thrown: unknown): Failure | undefined {
  return isHttpException(thrown) ? new Failure(kindOfStatus(thrown.status), { cause: thrown }) : undefined;
}

function malformedBody(thrown: unknown): Failure {
  return new Failure('malformed-body', { cause: thrown });
}

async function isErrorOfBody(thrown: unknown, context: Context): Promise<boolean> {
  return (await isErrorOfForm(thrown, context)) || isErrorOfJson(thrown, context);
}

/** Whether what was thrown is what `c.req.formData()` or `c.req.parseBody()` rejected with: Hono keeps the promise. */
async function isErrorOfForm(thrown: unknown, { req }: Context): Promise<boolean> {
  const { formData } = req.bodyCache;
  // The TypeError of the runtime need not be an instance of ours.
  if (formData === undefined || (thrown as Error).name !== 'TypeError') return false;
  const rejection: unknown = await Promise.resolve(formData).catch((error: unknown) => error);
  return rejection === thrown;
}

/**
 * Whether what was thrown comes of a request body that is no JSON: a bare SyntaxError of `c.req.json()`, or a
 * bare 400 of Hono's validator. The body that was read is parsed again, and has to fail alike.
 */
async function isErrorOfJson(thrown: unknown, { req }: Context): Promise<boolean> {
  const wasRead = 'text' in req.bodyCache || 'json' in req.bodyCache;
  const is400 = isHttpException(thrown) && thrown.status === 400;
  if (!wasRead || !(thrown instanceof SyntaxError || (is400 && isJson(req)))) return false;
  const again: unknown = await req.json().catch((error: unknown) => error);
  return again instanceof SyntaxError && (is400 || again.message === thrown.message);
}

function isJson(request: HonoRequest): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(request.header('content-type') ?? '');
}
