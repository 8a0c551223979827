import type { Failure, Reply } from '@oryu/core';
import { bodyWatcher, restoreHeaders, toResponse } from '@oryu/core/fetch';
import type { Context, HonoRequest } from 'hono';
import { responseOf } from './classify.js';
import type { Governor } from './governor.js';

const key = Symbol('oryu');

interface Governed extends Context {
  [key]?: Exchange;
}

/** The exchange of a request that has entered a governed application. */
export function exchangeOf(context: Context): Exchange | undefined {
  return (context as Governed)[key];
}

/** Hono keeps what it has read itself. */
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

/** One request on its way through governed applications: what has been answered, and what goes out. */
class Exchange {
  readonly #context: Context;
  readonly outermost: Governor;
  #innermost: Governor;
  #innermostPath = '/*';
  /** The error answer. The first one stays. */
  #reply: Reply | undefined;
  /** Answers a request that matched no route, once it is sure that no middleware does. */
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

  /** Answers what was thrown. After an error answer, it changes nothing and is not reported. */
  fail(thrown: unknown, governor: Governor): Response {
    const context = this.#context;
    if (this.#reply === undefined) {
      const own = responseOf(thrown, context);
      if (own !== undefined) return replace(context, own);
      this.#reply = governor.respond(thrown, context);
      // As Hono does with the errors that it catches.
      if (isError(thrown)) context.error = thrown;
    }
    return replace(context, this.#keep(this.#reply, toResponse(this.#reply, headersSoFar(context))));
  }

  /** Answers a request that matched no route. A middleware may still answer it: with a redirect, for example. */
  unmatched(failure: Failure): Response {
    const context = this.#context;
    const governor = this.#innermost;
    if (this.#reply !== undefined) return this.fail(failure, governor);
    let decide = () => {};
    const decided = new Promise<void>((resolve) => {
      decide = resolve;
    });
    // A reaction runs in the AsyncLocalStorage of the place where it was added: onError finds its stores.
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
        type === undefined ? {} : { 'content-type': type },
      ),
    );
  }

  /** Hono before 4.2 asks for the answer to an unmatched request behind a middleware that stands alone. */
  async answerOpen(): Promise<void> {
    if (!this.#context.finalized) this.#context.res = await this.#context.notFound();
  }

  /**
   * What goes out, when all handlers are through. Middleware may have changed what was answered: an `etag()` its
   * headers and its status, a compression its body. The reply goes out in the place of it, with the headers that stay.
   *
   * @param returned by the first handler, if anything
   */
  finish(returned: Response | undefined): Response | undefined | Promise<Response> {
    const context = this.#context;
    const answerUnmatched = this.#answerUnmatched;
    const isAnswered = this.#reply !== undefined;
    if (!isAnswered && answerUnmatched === undefined) return returned;
    // Nothing has come between.
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

  /** The reply with the headers that middleware has left. */
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

/** The headers set until now, on a response or for the one to come. */
function headersSoFar(context: Context): Headers {
  return context.finalized ? context.res.headers : context.newResponse(null, 200).headers;
}

/** Hono would copy the headers of the response that is there over those of the one in its place. */
function replace(context: Context, response: Response): Response {
  context.res = undefined;
  context.finalized = false;
  return response;
}
