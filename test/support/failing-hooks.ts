import { MyDataError } from '@oryu/core';
import { type ProviderErrorsPluginOptions, providerErrors } from '@oryu/fastify';
import type { FastifyInstance, onSendHookHandler } from 'fastify';
import { ok } from './fastify-versions.js';

/** What a hook that fails may carry: Fastify itself would send all of it. */
export const failure = () =>
  Object.assign(new Error('비밀'), {
    statusCode: 418,
    headers: { 'x-secret': '비밀', 'set-cookie': 'secret=1' },
  });

export const fail = (): never => {
  throw failure();
};

/** Where a hook can stand. */
export const places = ['before ours', 'behind ours', 'of the route', 'above our prefix'] as const;

/** Errors of an application, and the code that answers each. */
export const answers: readonly (readonly [path: string, code: number, origin: string])[] = [
  ['/closed', 40305, 'domain'],
  ['/crash', 50001, 'unexpected'],
  ['/nowhere', 40401, 'framework'],
];

const closed = () => {
  throw new MyDataError(40305);
};

/** The routes that fail like this, and one that does not. */
export const routes = (app: FastifyInstance, onSend: onSendHookHandler[] = []) =>
  app
    .get('/ok', { onSend }, ok)
    .get('/closed', { onSend }, closed)
    .get('/crash', { onSend }, async () => Promise.reject(new Error('비밀')));

/** Applications with an onSend hook, somewhere beside `providerErrors`. */
export const withHook =
  (options: ProviderErrorsPluginOptions) =>
  (place: (typeof places)[number], hook: onSendHookHandler) =>
  async (app: FastifyInstance) => {
    if (place === 'above our prefix') {
      app.addHook('onSend', hook);
      const scope = async (below: FastifyInstance) => {
        await below.register(providerErrors, options);
        routes(below);
      };
      await app.register(scope, { prefix: '/v2' });
      return;
    }
    if (place === 'before ours') app.addHook('onSend', hook);
    await app.register(providerErrors, options);
    if (place === 'behind ours') app.addHook('onSend', hook);
    routes(app, place === 'of the route' ? [hook] : []);
  };
