import type { Failure, Reply } from '@oryu/core';
import { ownMembers } from '@oryu/core/binding';
import { bodyWatcher, restoreHeaders, toResponse } from '@oryu/core/fetch';
import type { Context, HonoRequest } from 'hono';
import type { Governor } from './governor.js';
import { responseOf } from './http-exception.js';

const key = Symbol('oryu');

interface Governed extends Context {
  [key]?: Exchange;
}

/** The exchange of a request that has entered a governed application. */
export function exchangeOf(context: Context): Exchange | undefined {
  return (context as Governed)[key];
}

/** Hono caches a body that it has read itself, so such a body can be parsed again. */
const watchBody = bodyWatcher<HonoRequest>(
  ['json', 'formData', 'parseBody'],
  ({ raw, bodyCache }) => raw.bodyUsed && Object.keys(bodyCache).length === 0,
);

/** Begins the exchange of a request; `outermost` governs the application whose router was asked. */
export function beginExchange(context: Context, outermost: Governor): Exchange {
  watchBody(context.req);
  const exchange = new Exchange(context, outermost);
  (context as Governed)[key] = exchange;
  return exchange;
}

/** One request on its way through governed applications: the reply to it, and the response that is sent. */
class Exchange {
  readonly #context: Context;
  readonly outermost: Governor;
  #innermost: Governor;
  #innermostPath = '/*';
  /** The reply to an error. The first one stays. */
  #reply: Reply | undefined;
  /** Renders the reply to an unmatched request. Called when no middleware has answered it. */
  #answerUnmatched: (() => Promise<Reply>) | undefined;
  #response: Response | undefined;
  /** The body of that response. */
  #body: Reply['body'] | undefined;

  constructor(context: Context, outermost: Governor) {
    this.#context = context;
    this.outermost = outermost;
    this.#innermost = outermost;
  }

  /** Notes that the request is below the path where a part is mounted. At `/` a part has no paths of its own. */
  enter(part: Governor, path: string): void {
    if (path.length <= this.#innermostPath.length) return;
    this.#innermost = part;
    this.#innermostPath = path;
  }

  /** Answers an error. If an error was answered before, this one changes nothing and is not reported. */
  fail(thrown: unknown, governor: Governor): Response {
    const context = this.#context;
    if (this.#reply === undefined) {
      const own = responseOf(thrown, context);
      if (own !== undefined) return replace(context, own);
      this.#reply = governor.respond(thrown, context);
      // Hono does the same with errors that it catches.
      if (isError(thrown)) context.error = thrown;
    }
    return replace(context, this.#keep(this.#reply, toResponse(this.#reply, headersSoFar(context))));
  }

  /** Answers an unmatched request with a preview. A middleware may still answer it: with a redirect, for example. */
  unmatched(failure: Failure): Response {
    const context = this.#context;
    const governor = this.#innermost;
    if (this.#reply !== undefined) return this.fail(failure, governor);
    let decide = () => {};
    const decided = new Promise<void>((resolve) => {
      decide = resolve;
    });
    // The callback of `then` runs in the AsyncLocalStorage of this place, so that onError finds its stores.
    const reply = decided.then(() => governor.respond(failure, context));
    this.#answerUnmatched = () => {
      decide();
      return reply;
    };
    const preview = governor.preview(failure, context);
    const type = preview.headers['content-type'];
    return this.#keep(
      preview,
      context.newResponse(
        preview.body as string,
        preview.status as 404,
        // A server may read the headers of a plain object with for … in, and so the inherited ones.
        ownMembers(type === undefined ? {} : { 'content-type': type }),
      ),
    );
  }

  /** Hono before 4.2 does not call its not-found handler behind a middleware that is the only handler. */
  async answerOpen(): Promise<void> {
    if (!this.#context.finalized) this.#context.res = await this.#context.notFound();
  }

  /**
   * The response to send after all handlers have run. Middleware may have changed the response to an error: `etag()`
   * changes its headers and status, a compression its body. The reply is sent instead, with the headers that stay.
   *
   * @param returned the response that the first handler has returned, if any
   */
  finish(returned: Response | undefined): Response | undefined | Promise<Response> {
    const context = this.#context;
    const answerUnmatched = this.#answerUnmatched;
    const isAnswered = this.#reply !== undefined;
    if (!isAnswered && answerUnmatched === undefined) return returned;
    // No middleware has changed the response.
    if (isAnswered && returned === this.#response && !context.finalized) return returned;
    const last = returned ?? context.res;
    if (this.#reply !== undefined) return replace(context, this.#restored(this.#reply, last));
    if (last.status < 400 && last.status !== 304) return replace(context, last);
    return answerUnmatched?.().then((reply) => {
      this.#reply = reply;
      return replace(context, this.#restored(reply, last));
    });
  }

  #keep({ body }: Reply, response: Response): Response {
    this.#body = body;
    this.#response = response;
    return response;
  }

  /** The reply, with the headers that middleware has set. */
  #restored(reply: Reply, last: Response): Response {
    const { status, body } = reply;
    if (last === this.#response && last.status === status && body === this.#body && !last.bodyUsed) {
      restoreHeaders(last, reply);
      return last;
    }
    // etag() removes most headers from a 304.
    const { headers } = last.status === 304 && this.#response !== undefined ? this.#response : last;
    return toResponse(reply, headers);
  }
}

function isError(thrown: unknown): thrown is Error {
  try {
    return thrown instanceof Error;
  } catch {
    return false;
  }
}

/** The headers that are set so far, on the response or for a later one. */
function headersSoFar(context: Context): Headers {
  return context.finalized ? context.res.headers : context.newResponse(null, 200).headers;
}

/** Puts a response in place of another. Without this, Hono would copy the other's headers onto it. */
function replace(context: Context, response: Response): Response {
  context.res = undefined;
  context.finalized = false;
  return response;
}
