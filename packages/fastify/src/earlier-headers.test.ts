import { setTimeout as delay } from 'node:timers/promises';
import cookie from '@fastify/cookie';
import { Failure, MyDataError, mydata } from '@oryu/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import createError from 'http-errors';
import { ok, versions } from '../../../test/support/fastify-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

describe.each(versions)('%s', (name, fastify) => {
  const serve = async (configure: (app: FastifyInstance) => unknown) => {
    const app = fastify();
    await app.register(providerErrors, { standard: mydata() });
    await configure(app);
    await app.ready();
    return Served.start(app.server);
  };

  test('hooks see the sent status and headers, during sending and afterwards', async () => {
    const seen: unknown[] = [];
    const look = (reply: FastifyReply) => {
      const { etag, vary, 'x-trace': trace, 'content-type': type } = reply.getHeaders();
      seen.push([reply.statusCode, etag, vary, trace, type, reply.getHeader('content-length')]);
    };
    const served = await serve((app) => {
      app.addHook('onSend', async (_request, reply) => look(reply.header('x-trace', '1')));
      app.addHook('onResponse', async (_request, reply) => look(reply));
      app.get('/', async (_request, reply) => {
        reply.headers({ etag: '"1"', vary: 'Origin', 'content-type': 'text/html' });
        reply.raw.setHeader('etag', '"2"');
        throw new MyDataError(40305);
      });
    });
    const answer = answerOf(40305, { vary: 'Origin', 'x-trace': '1' });
    expect(await served.answerTo(request('GET /'))).toBe(answer);
    await delay(10);
    const length = /content-length: (\d+)/.exec(answer)?.[1];
    const left = [403, undefined, 'Origin', '1', 'application/json; charset=UTF-8', length];
    expect(seen).toEqual([left, left]);
  });

  if (name === 'Fastify 5') {
    test('cookies of @fastify/cookie and those of the error are all there, each once', async () => {
      const served = await serve((app) =>
        app.register(cookie).after(() =>
          app.get('/', async (_request, reply) => {
            reply.setCookie('a', '1');
            throw new MyDataError(40305, { headers: { 'set-cookie': 'b=2' } });
          }),
        ),
      );
      const both = { 'set-cookie': ['a=1; SameSite=Lax', 'b=2'] };
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, both));
    });
  }

  describe('a 405 by hand', () => {
    let asked = 0;
    const routes = (app: FastifyInstance) => {
      const refuse = (thrown: unknown) => () => Promise.reject(thrown);
      app
        .get('/accounts/:id', ok)
        .put('/accounts/:id', ok)
        .post('/accounts/:id', refuse(createError(405)))
        .delete('/accounts/:id', refuse(new MyDataError(40501)))
        .patch('/accounts/:id', refuse(new Failure('method-not-allowed')))
        .all('/anything', refuse(createError(405)))
        .get('/told', refuse(createError(405, { headers: { Allow: 'put, post' } })));
    };

    test.each([
      ['POST /accounts/1', 'DELETE, GET, HEAD, PATCH, PUT'],
      ['DELETE /accounts/1?a=b', 'GET, HEAD, PATCH, POST, PUT'],
      ['PATCH /accounts/1#a', 'DELETE, GET, HEAD, POST, PUT'],
      ['GET /told', 'POST, PUT'],
    ])('%s names the other methods of the path: %s', async (line, allow) => {
      const served = await serve(routes);
      expect(await served.answerTo(request(line))).toBe(answerOf(40501, { allow }));
    });

    test('of a route for all methods lists no methods', async () => {
      const served = await serve(routes);
      expect(await served.answerTo(request('GET /anything'))).toBe(answerOf(40501));
    });

    test('costs no more than the query of the request itself', async () => {
      const options = {
        querystringParser: (text: string) => {
          if (text !== '') asked += 1;
          return {};
        },
      };
      const app = fastify(name === 'Fastify 5' ? ({ routerOptions: options } as never) : options);
      await app.register(providerErrors, { standard: mydata() });
      routes(app);
      await app.ready();
      const served = await Served.start(app.server);
      const query = '?a&b&c';
      for (const [line, once] of [
        [`POST /accounts/1${query}`, 1],
        [`OPTIONS /accounts/1${query}`, 1],
        [`GET /nowhere${query}`, 1],
      ] as const) {
        asked = 0;
        await served.answerTo(request(line));
        expect([line, asked <= once]).toEqual([line, true]);
      }
    });
  });
});
