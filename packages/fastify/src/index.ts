/**
 * Oryu for Fastify 5 and 4.
 *
 * @module
 */
import type { Socket } from 'node:net';
import type { ProviderErrorsOptions, Standard } from '@oryu/core';
import { assertStandard, type Framework, ownMembers, responder } from '@oryu/core/binding';
import { answerClientErrors, isAnswered, requestView, writeReply } from '@oryu/core/node';
import { classify, type FastifyContext } from '@oryu/platforms/fastify/classify';
import { sendReply, sendWithoutHooks } from '@oryu/platforms/fastify/send';
import { allowedMethods, failureForUnmatched } from '@oryu/platforms/fastify/unmatched';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { watchStreams } from './streams.js';

export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';
export type { FastifyContext } from '@oryu/platforms/fastify/classify';

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
 * @throws TypeError if the standard is not one or an option is unknown
 *
 * @example
 * await app.register(providerErrors, { standard: mydata() });
 */
export const providerErrors: FastifyPluginAsync<ProviderErrorsPluginOptions> = async (app, given) => {
  const { standard, ...options } = ownMembers(given);
  const respond = responder(standard, options, framework);
  const handle = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    if (isAnswered(reply.raw)) sendWithoutHooks(reply, thrown);
    else sendReply(reply, respond(thrown, view(request), { request, reply }));
  };
  app.setErrorHandler(handle);
  try {
    app.setNotFoundHandler((request, reply) => handle(failureForUnmatched(request), request, reply));
  } catch {
    // A prefix can have only one not-found handler. The application's own stays.
  }
  // A part of the application must not decide for the whole server.
  if (app.prefix === '') answerClientErrors(app.server, standard);
  // Without `reportCrash`: Fastify itself logs a stream that fails.
  const respondToStream = responder(standard, options, { classify });
  watchStreams(app, (error, context) => {
    writeReply(context.reply.raw, respondToStream(error, view(context.request), context));
  });
};

/**
 * Sets the headers that the standard requires of every response, success and error alike (MyData's
 * `x-api-tran-id`). Register it before the routes.
 *
 * @throws TypeError if the standard is not one
 *
 * @example
 * await app.register(standardHeaders, { standard: mydata() });
 */
export const standardHeaders: FastifyPluginAsync<{ readonly standard: Standard }> = async (app, given) => {
  const { standard } = ownMembers(given);
  assertStandard(standard);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...standard.headers(view(request)) });
  });
};

// Makes them apply to the context they are registered in, instead of one of their own.
for (const plugin of [providerErrors, standardHeaders])
  Object.assign(plugin, { [Symbol.for('skip-override')]: true });

/**
 * Options for the requests that Fastify answers before any plugin sees them: URLs that cannot be decoded, requests
 * that Node's HTTP server refuses, and requests that arrive while the server closes (these are then served).
 *
 * @throws TypeError if the standard is not one or an option is unknown
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
      sendReply(context.reply, respond(error, view(context.request), context));
    },
    clientErrorHandler(this: Pick<FastifyInstance, 'server'>, error: Error, socket: Socket): void {
      const { server } = this;
      const listeners = server.listenerCount('clientError');
      // Does nothing if `providerErrors` of the whole application has done it already.
      answerClientErrors(server, standard);
      if (server.listenerCount('clientError') > listeners) server.emit('clientError', error, socket);
    },
  };
}

function view(request: FastifyRequest) {
  return requestView(request.raw, request.originalUrl);
}
