import { setTimeout as delay } from 'node:timers/promises';
import { MyDataError, mydata } from '@oryu/core';
import type { FastifyInstance, FastifyReply, FastifyServerOptions } from 'fastify';
import { failure } from '../../../test/support/failing-streams.js';
import { serve as serveApp } from '../../../test/support/fastify-applications.js';
import { ok, versions } from '../../../test/support/fastify-versions.js';
import { hearReports } from '../../../test/support/heard.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';

const closed = () => {
  throw new MyDataError(40305);
};

describe.each(versions)('%s', (_name, fastify) => {
  const { reports, onError } = hearReports();

  const serve = (configure: (app: FastifyInstance) => unknown, options?: FastifyServerOptions) =>
    serveApp(fastify(options), { standard: mydata(), onError }, configure);

  describe('a handler', () => {
    const handlers: Record<string, (reply: FastifyReply) => unknown> = {
      throws: closed,
      rejects: async () => closed(),
      'sends an error': (reply) => {
        reply.send(new MyDataError(40305));
      },
      'sends an error later': (reply) => {
        setImmediate(() => reply.send(new MyDataError(40305)));
      },
      'returns an error': async () => new MyDataError(40305),
    };

    test.each(Object.entries(handlers))('that %s is answered and reported once', async (_what, handler) => {
      const served = await serve((app) => app.get('/', (_request, reply) => handler(reply)));
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
      expect(reports.map(({ error, origin }) => [error.code, origin])).toEqual([[40305, 'domain']]);
    });
  });

  describe('a hook', () => {
    const earlyHooks = [
      'onRequest',
      'preParsing',
      'preValidation',
      'preHandler',
      'preSerialization',
      'onSend',
    ] as const;

    test.each(earlyHooks)('%s that rejects is answered', async (hook) => {
      const served = await serve((app) => app.addHook(hook, async () => closed()).get('/', ok));
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
      expect(reports.map(({ error }) => error.code)).toEqual([40305]);
    });

    test.each(earlyHooks)('%s that calls back with an error is answered', async (hook) => {
      const calls = (...parameters: unknown[]) => {
        (parameters.at(-1) as (error: Error) => void)(new MyDataError(40305));
      };
      const served = await serve((app) => app.addHook(hook as 'onRequest', calls as never).get('/', ok));
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test.each<[what: string, path: string, code: number]>([
      ['an error of a route', '/closed', 40305],
      ['an unknown route', '/nowhere', 40401],
      ['a success', '/ok', 50001],
    ])('onSend that throws at every answer does not break the answer to %s', async (_what, path, code) => {
      const served = await serve((app) => {
        app.addHook('onSend', async (_request, reply) => {
          reply.header('x-trace', '1');
          throw failure;
        });
        app.get('/closed', closed);
        app.get('/ok', ok);
      });
      expect(await served.answerTo(request(`GET ${path}`))).toBe(answerOf(code, { 'x-trace': '1' }));
    });

    test('onSend that accepts only texts does not break the answer either', async () => {
      const served = await serve((app) => {
        app.addHook('onSend', async (_request, _reply, payload) => (payload as string).replace('a', 'b'));
        app.get('/', closed);
      });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test('onSend that sets headers sets them on errors, too', async () => {
      const served = await serve((app) => {
        app.addHook('onSend', async (_request, reply) => void reply.header('x-trace', '1'));
        app.get('/', closed);
      });
      for (const line of ['GET /', 'HEAD /']) {
        const method = line.split(' ')[0];
        expect(await served.answerTo(request(line))).toBe(answerOf(40305, { 'x-trace': '1' }, { method }));
      }
      expect(await served.answerTo(request('GET /nowhere'))).toBe(answerOf(40401, { 'x-trace': '1' }));
    });

    test('onError, onSend and onResponse run once per error, with the status of the answer', async () => {
      const seen: unknown[] = [];
      const served = await serve((app) => {
        app.addHook('onError', async () => void seen.push('onError'));
        app.addHook('onSend', async (_request, reply) => void seen.push(['onSend', reply.statusCode]));
        app.addHook(
          'onResponse',
          async (_request, reply) => void seen.push(['onResponse', reply.statusCode]),
        );
        app.get('/', closed);
      });
      await served.answerTo(request('GET /'));
      await delay(10);
      expect(seen).toEqual(['onError', ['onSend', 403], ['onResponse', 403]]);
    });

    test('onResponse runs, and the request is logged, if onSend has thrown', async () => {
      const seen: unknown[] = [];
      const lines: string[] = [];
      const stream = { write: (line: string) => lines.push(line) };
      const served = await serve(
        (app) => {
          app.addHook('onSend', async () => closed());
          app.addHook('onResponse', async (_request, reply) => void seen.push(reply.statusCode));
          app.get('/', ok);
        },
        { logger: { stream } } as FastifyServerOptions,
      );
      await served.answerTo(request('GET /'));
      await delay(10);
      expect(seen).toEqual([403]);
      expect(lines.filter((line) => line.includes('"request completed"'))).toHaveLength(1);
    });
  });
});
