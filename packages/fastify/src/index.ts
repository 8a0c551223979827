/**
 * Oryu for Fastify 5 and 4.
 *
 * @module
 */
import type { Socket } from 'node:net';
import type { ProviderErrorsOptions, Standard } from '@oryu/core';
import { assertStandard, type Framework, responder } from '@oryu/core/binding';
import { answerClientErrors, isAnswered, requestView, writeReply } from '@oryu/core/node';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { answer, finish } from '../../platforms/src/fastify/answer.js';
import { classify, type FastifyContext } from '../../platforms/src/fastify/classify.js';
import { allowedMethods, unanswered } from '../../platforms/src/fastify/unanswered.js';
import { watchStreams } from './streams.js';

export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';
export type { FastifyContext } from '../../platforms/src/fastify/classify.js';
export { ownStatus } from './own-status.js';

const framework: Framework<FastifyContext> = {
  classify,
  allowedMethods,
  reportCrash: (thrown, { request }) => {
    request.log.error({ req: request, err: thrown }, thrown instanceof Error ? thrown.message : undefined);
  },
};

/** The options of {@link providerErrors}: those of every binding, and the standard. */
export interface ProviderErrorsPluginOptions extends ProviderErrorsOptions<FastifyContext> {
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
  const respond = responder(standard, options, framework);
  const handle = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    if (isAnswered(reply.raw)) finish(reply, thrown);
    else answer(reply, respond(thrown, view(request), { request, reply }));
  };
  app.setErrorHandler(handle);
  try {
    app.setNotFoundHandler((request, reply) => handle(unanswered(request), request, reply));
  } catch {
    // A prefix has one not-found handler; who came first keeps it.
  }
  // A part of the application must not answer for the whole server.
  if (app.prefix === '') answerClientErrors(app.server, standard);
  // Fastify logs a stream that fails by itself.
  const respondToStream = responder(standard, options, { classify });
  watchStreams(app, (error, context) => {
    writeReply(context.reply.raw, respondToStream(error, view(context.request), context));
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
export function serverOptions(standard: Standard, options?: ProviderErrorsOptions<FastifyContext>) {
  const respond = responder(standard, options, framework);
  return {
    return503OnClosing: false,
    frameworkErrors(error: unknown, request: unknown, reply: unknown): void {
      const context = { request: request as FastifyRequest, reply: reply as FastifyReply };
      answer(context.reply, respond(error, view(context.request), context));
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
