/**
 * Oryu for Fastify 5 and 4.
 *
 * @module
 */
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { assertStandard, type ProviderErrorsOptions, responder, type Standard } from '@oryu/core';
import { answerClientErrors, ReplyStream, requestView, writeReply } from '@oryu/core/node';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { answer, begin, finishRoutes } from '../../platforms/src/fastify/answer.js';
import { classify } from '../../platforms/src/fastify/classify.js';
import { unanswered } from '../../platforms/src/fastify/unanswered.js';

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
export const providerErrors: FastifyPluginAsync<ProviderErrorsPluginOptions> = async (app, given) => {
  const { standard, ...options } = given;
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
  finishRoutes(app);
  // A part of the application must not answer for the whole server.
  if (app.prefix === '') answerClientErrors(app.server, standard);
  app.addHook('onSend', (request, reply, payload, done) => {
    if (reply.server.errorHandler !== errorHandler) return done();
    const answered = begin(reply);
    // Fastify's own answer to a hook that threw at ours.
    if (answered !== null && !(payload instanceof ReplyStream)) return answer(reply, answered);
    if (payload instanceof Readable) {
      // Fastify only logs a stream that fails after its first byte, and ends the connection as HTTP/1.0 ends a body.
      payload.once('error', (error) => {
        if (reply.raw.headersSent) writeReply(reply.raw, respond(error, view(request)));
      });
    }
    done();
  });
};

/**
 * Sets the headers that every response of the standard owes, success and error alike (MyData's
 * `x-api-tran-id`). Register it before the routes.
 *
 * @throws TypeError where the standard is none
 *
 * @example
 * await app.register(standardHeaders, { standard: mydata() });
 */
export const standardHeaders: FastifyPluginAsync<{ readonly standard: Standard }> = async (app, given) => {
  const { standard } = given;
  assertStandard(standard);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...standard.headers(view(request)) });
  });
};

// They govern the context they are registered in, instead of one of their own.
for (const plugin of [providerErrors, standardHeaders])
  Object.assign(plugin, { [Symbol.for('skip-override')]: true });

/**
 * What Fastify answers before any plugin sees it: a URL that cannot be decoded, what Node's HTTP server
 * refuses, and requests that arrive while the server closes (which are then served).
 *
 * @throws TypeError where the standard is none or an option is unknown
 *
 * @example
 * const app = Fastify({ ...serverOptions(mydata()) });
 */
export function serverOptions(standard: Standard, options?: ProviderErrorsOptions) {
  const respond = responder(standard, options, classify);
  return {
    return503OnClosing: false,
    frameworkErrors(error: unknown, request: unknown, reply: unknown): void {
      answer(reply as FastifyReply, respond(error, view(request as FastifyRequest)));
    },
    clientErrorHandler(this: Pick<FastifyInstance, 'server'>, error: Error, socket: Socket): void {
      const { server } = this;
      const listeners = server.listenerCount('clientError');
      // `providerErrors` of the whole application has done it already.
      answerClientErrors(server, standard);
      if (server.listenerCount('clientError') > listeners) server.emit('clientError', error, socket);
    },
  };
}

function view(request: FastifyRequest) {
  return requestView(request.raw, request.originalUrl);
}
