import { mydata } from '@oryu/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { fail, routes } from '../../../test/support/failing-hooks.js';
import { serveAsItIs } from '../../../test/support/fastify-applications.js';
import { versions } from '../../../test/support/fastify-versions.js';
import { hearReports } from '../../../test/support/heard.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { providerErrors } from './index.js';

describe.each(versions)('%s', (_name, fastify) => {
  const { reports, onError } = hearReports();
  const options = { standard: mydata(), onError };
  const serve = (configure: (app: FastifyInstance) => unknown) => serveAsItIs(fastify(), configure);

  describe("an application's own error handler below ours", () => {
    const handlers: Record<string, (error: Error, reply: FastifyReply) => unknown> = {
      'throws it again': (error) => {
        throw error;
      },
      'rejects with it': (error) => Promise.reject(error),
      'sends it': (error, reply) => void reply.send(error),
      'returns it': async (error) => error,
      'sends it with a status': (error, reply) => void reply.code(404).send(error),
      'sets headers and throws it': (error, reply) => {
        reply.header('etag', '1').type('text/html');
        throw error;
      },
    };

    test.each(Object.entries(handlers))('that %s leaves the answer to ours', async (_what, handler) => {
      const served = await serve(async (app) => {
        await app.register(providerErrors, options);
        await app.register(async (scope) => {
          scope.setErrorHandler((error: Error, _request, reply) => handler(error, reply));
          routes(scope);
        });
      });
      expect(await served.answerTo(request('GET /closed'))).toBe(answerOf(40305));
      expect(await served.answerTo(request('GET /crash'))).toBe(answerOf(50001));
      expect(reports.map(({ error }) => error.code)).toEqual([40305, 50001]);
    });

    test('is followed by ours if a hook breaks its answer', async () => {
      const served = await serve(async (app) => {
        await app.register(providerErrors, options);
        app.addHook('onSend', async () => fail());
        await app.register(async (scope) => {
          scope.setErrorHandler(async () => ({ own: true }));
          routes(scope);
        });
      });
      expect(await served.answerTo(request('GET /closed'))).toBe(answerOf(50001));
      expect(reports).toHaveLength(1);
    });
  });
});
