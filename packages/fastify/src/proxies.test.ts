import httpProxy from '@fastify/http-proxy';
import replyFrom from '@fastify/reply-from';
import type { FastifyInstance } from 'fastify';
import { serveNewest as serve } from '../../../test/support/fastify-applications.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';

describe('@fastify/reply-from and @fastify/http-proxy', () => {
  const upstream = 'http://127.0.0.1:1';
  const proxies: Record<string, (app: FastifyInstance) => Promise<unknown>> = {
    'reply-from': async (app) => {
      await app.register(replyFrom, { base: upstream });
      app.get('/api/*', (request, reply) => reply.from(request.raw.url));
    },
    'http-proxy': async (app) => app.register(httpProxy, { upstream, prefix: '/api' }),
  };

  test.each(Object.entries(proxies))(
    '%s refuses a path that leads elsewhere with 40001',
    async (_name, proxy) => {
      const served = await serve(proxy);
      for (const path of ['/api/../x', '/api/%2e%2e/x', '/api/x/..%2fx'])
        expect(await served.answerTo(request(`GET ${path}`))).toBe(answerOf(40001));
    },
  );

  test.each(Object.entries(proxies))('%s gets 50002 for an upstream that is down', async (_name, proxy) => {
    const served = await serve(proxy);
    expect(await served.answerTo(request('GET /api/x'))).toBe(answerOf(50002));
  });

  test('an error with the same text, for a path that does not lead elsewhere, is not theirs', async () => {
    const served = await serve(async (app) => {
      await app.register(replyFrom, { base: upstream });
      app.get('/', async () => {
        throw Object.assign(new Error('source/request contain invalid characters'), { statusCode: 400 });
      });
    });
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(50001));
  });
});
