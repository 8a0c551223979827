import cors from '@fastify/cors';
import { MyDataError, mydata, mydataToken } from '@oryu/core';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { ok, versions } from '../../../test/support/fastify-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

/** Where the answer comes from: the routes of the application below. */
const wrongMethods: readonly (readonly [name: string, line: string, allow: string])[] = [
  ['a route', 'POST /accounts', 'GET, HEAD'],
  ['a route, asked by OPTIONS', 'OPTIONS /tokens', 'POST'],
  ['several methods of one route', 'DELETE /consents', 'GET, HEAD, POST'],
  ['a route with a parameter', 'DELETE /accounts/3333', 'GET, HEAD'],
  ['a route by a regular expression', 'POST /funds/20', 'GET, HEAD'],
  ['a route below a prefix', 'POST /v2/accounts', 'GET, HEAD'],
  ['the root of a prefix', 'POST /v2', 'GET, HEAD'],
];

const unknownRoutes: readonly (readonly [name: string, line: string])[] = [
  ['a path below a prefix', 'DELETE /v2/nowhere'],
  ['a path that only a wildcard knows', 'POST /files/a'],
  ['a route whose handler passes on', 'GET /silent'],
  ['a segment that a regular expression refuses', 'GET /funds/abc'],
];

async function routes(app: FastifyInstance): Promise<void> {
  app.get('/accounts', ok);
  app.get('/accounts/:id', ok);
  app.post('/tokens', ok);
  app.route({ method: ['GET', 'POST'], url: '/consents', handler: ok });
  app.get('/funds/:number(^\\d+$)', ok);
  app.get('/files/*', ok);
  app.get('/silent', (_request, reply) => reply.callNotFound());
  const v2 = async (scope: FastifyInstance) => void scope.get('/', ok).get('/accounts', ok);
  await app.register(v2, { prefix: '/v2' });
}

describe.each(versions)('%s', (name, fastify) => {
  const serve = async (configure: (app: FastifyInstance) => unknown, options?: FastifyServerOptions) => {
    const app = fastify(options);
    await app.register(providerErrors, { standard: mydata() });
    await configure(app);
    await app.ready();
    return Served.start(app.server);
  };
  let served: Served;

  beforeAll(async () => {
    served = await serve(routes);
  });

  test.each(wrongMethods)('a wrong method on %s (%s) is 40501 with Allow: %s', async (_name, line, allow) => {
    const method = line.split(' ')[0];
    expect(await served.answerTo(request(line))).toBe(answerOf(40501, { allow }, { method }));
  });

  test.each(unknownRoutes)('%s (%s) is 40401', async (_name, line) => {
    const method = line.split(' ')[0];
    expect(await served.answerTo(request(line))).toBe(answerOf(40401, {}, { method }));
  });

  test.each(['application/xml', 'application/json'])(
    'a body of type %s does not matter if no route matches',
    async (type) => {
      const bytes = (path: string) => request(`POST ${path}`, { 'content-type': type }, '{}');
      expect(await served.answerTo(bytes('/nowhere'))).toBe(answerOf(40401));
      expect(await served.answerTo(bytes('/accounts'))).toBe(answerOf(40501, { allow: 'GET, HEAD' }));
    },
  );

  test('routers that match paths more loosely do so here, too', async () => {
    const router = { ignoreTrailingSlash: true, caseSensitive: false };
    const options = name === 'Fastify 5' ? { routerOptions: router } : router;
    const loose = await serve((app) => app.get('/accounts', ok), options as FastifyServerOptions);
    expect(await loose.answerTo(request('POST /ACCOUNTS/'))).toBe(answerOf(40501, { allow: 'GET, HEAD' }));
  });

  test('the path counts that rewriteUrl made', async () => {
    const rewritten = await serve((app) => app.get('/accounts', ok), {
      rewriteUrl: ({ url = '' }) => url.replace('/old', '/accounts'),
    });
    expect(await rewritten.answerTo(request('POST /old'))).toBe(answerOf(40501, { allow: 'GET, HEAD' }));
  });

  test('a route of one version or host only is a 40401 to other methods: Fastify finds it under its constraint', async () => {
    const constrained = await serve((app) =>
      app.route({ method: 'GET', url: '/accounts', constraints: { version: '2.0.0' }, handler: ok }),
    );
    expect(await constrained.answerTo(request('POST /accounts'))).toBe(answerOf(40401));
  });

  if (name === 'Fastify 5') {
    test('behind @fastify/cors, which adds an OPTIONS route for every path, an unknown path stays unknown', async () => {
      const crossed = await serve((app) => {
        app.register(cors, { origin: 'https://app.example' });
        app.get('/accounts', ok);
      });
      const theirs = { 'access-control-allow-origin': 'https://app.example' };
      expect(await crossed.answerTo(request('GET /nowhere'))).toBe(answerOf(40401, theirs));
      expect(await crossed.answerTo(request('POST /accounts'))).toBe(
        answerOf(40501, { allow: 'GET, HEAD', ...theirs }),
      );
    });
  }

  describe('two standards in one application', () => {
    const token = async (scope: FastifyInstance) => {
      await scope.register(providerErrors, { standard: mydataToken() });
      scope.post('/token', ok);
      scope.get('/crash', () => {
        throw new Error('crash');
      });
      scope.get('/closed', () => {
        throw new MyDataError(40305);
      });
    };

    test('without its own prefix, a scope governs its routes; unknown routes stay with the first scope', async () => {
      const both = await serve((app) => app.register(token));
      expect(await both.answerTo(request('GET /crash'))).toBe(answerOf('server_error'));
      expect(await both.answerTo(request('GET /nowhere'))).toBe(answerOf(40401));
    });

    test('a scope below inherits the one above', async () => {
      const both = await serve((app) =>
        app.register(
          async (scope) => {
            scope.get('/closed', () => {
              throw new MyDataError(40305);
            });
          },
          { prefix: '/v2' },
        ),
      );
      expect(await both.answerTo(request('GET /v2/closed'))).toBe(answerOf(40305));
      expect(await both.answerTo(request('GET /v2/nowhere'))).toBe(answerOf(40401));
    });

    test('a scope with its own error handler keeps it', async () => {
      const both = await serve((app) =>
        app.register(async (scope) => {
          scope.setErrorHandler((_error, _request, reply) => reply.code(418).send('own'));
          scope.get('/crash', () => {
            throw new Error('crash');
          });
        }),
      );
      expect(await both.answerTo(request('GET /crash'))).toMatch(/^HTTP\/1\.1 418 [\s\S]*\n\nown$/);
    });
  });
});
