/**
 * Oryu for Fastify 5 and 4.
 *
 * @module
 */
import { Readable } from 'node:stream';
import { assertStandard, type ProviderErrorsOptions, responder, type Standard } from '@oryu/core';
import { answerClientErrors, requestView } from '@oryu/core/node';
import type {
  FastifyInstance,
  FastifyPluginCallback,
  FastifyReply,
  FastifyRequest,
  FastifyServerOptions,
} from 'fastify';
import { answer, beginSend } from './answer.js';
import { classify } from './classify.js';
import { unanswered } from './unanswered.js';

export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';

/** The options of {@link providerErrors}: those of every binding, and the standard. */
export interface ProviderErrorsPluginOptions extends ProviderErrorsOptions {
  readonly standard: Standard;
}

/**
 * Answers every error, every unknown route and every wrong method of the context it is registered in and of
 * those below, as the standard prescribes. Register it first.
 *
 * @throws TypeError where the standard is none or an option is unknown
 *
 * @example
 * await app.register(providerErrors, { standard: mydata() });
 */
export const providerErrors = plugin<ProviderErrorsPluginOptions>((app, { standard, ...options }) => {
  const respond = responder(standard, options, classify);
  const handle = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    answer(reply, respond(thrown, view(request)));
  };
  app.setErrorHandler(handle);
  const { errorHandler } = app;
  try {
    app.setNotFoundHandler((request, reply) => handle(unanswered(request), request, reply));
  } catch {
    // A prefix has one not-found handler; who came first keeps it.
  }
  app.addHook('onSend', (request, reply, payload, done) => {
    if (reply.server.errorHandler !== errorHandler) return done();
    if (!beginSend(reply, payload)) return;
    if (payload instanceof Readable) {
      // Fastify only logs a stream that fails after its first byte.
      payload.once('error', (error) => reply.raw.headersSent && respond(error, view(request)));
    }
    done();
  });
});

/**
 * Sets the headers that every response of the standard owes, success and error alike (MyData's
 * `x-api-tran-id`). Register it before the routes.
 *
 * @throws TypeError where the standard is none
 *
 * @example
 * await app.register(standardHeaders, { standard: mydata() });
 */
export const standardHeaders = plugin<{ readonly standard: Standard }>((app, { standard }) => {
  assertStandard(standard);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers({ ...standard.headers(view(request)) });
    done();
  });
});

/**
 * What Fastify answers before any plugin sees it: a URL that cannot be decoded, what Node's HTTP parser
 * refuses, and requests that arrive while the server closes (which are then served).
 *
 * @throws TypeError where the standard is none or an option is unknown
 *
 * @example
 * const app = Fastify({ ...serverOptions(mydata()) });
 */
export function serverOptions(
  standard: Standard,
  options?: ProviderErrorsOptions,
): Required<Pick<FastifyServerOptions, 'clientErrorHandler' | 'frameworkErrors' | 'return503OnClosing'>> {
  const respond = responder(standard, options, classify);
  const answering = new WeakSet<object>();
  return {
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => {
      answer(reply as unknown as FastifyReply, respond(error, view(request as unknown as FastifyRequest)));
    },
    clientErrorHandler(this: FastifyInstance, error, socket) {
      // Fastify gives the server away with the first error only.
      if (answering.has(this.server)) return;
      answering.add(this.server);
      answerClientErrors(this.server, standard);
      this.server.emit('clientError', error, socket);
    },
  };
}

/** A plugin that governs the context it is registered in, instead of one of its own. */
function plugin<Options extends object>(
  register: (app: FastifyInstance, options: Options) => void,
): FastifyPluginCallback<Options> {
  const callback: FastifyPluginCallback<Options> = (app, options, done) => {
    register(app, options);
    done();
  };
  return Object.assign(callback, { [Symbol.for('skip-override')]: true });
}

function view(request: FastifyRequest) {
  return requestView(request.raw, request.originalUrl);
}
