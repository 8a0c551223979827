import Router from '@koa/router';
import { MyDataError, mydata, mydataToken } from '@oryu/core';
import type { Middleware } from 'koa';
import mount from 'koa-mount';
import { kinds } from '../../../test/support/kinds.js';
import { type KoaModule, ok, versions } from '../../../test/support/koa-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const passOn: Middleware = (_ctx, next) => next();

/** Where the answer comes from: the routes of the application below. */
const wrongMethods: readonly (readonly [name: string, line: string, allow: string])[] = [
  ['a route', 'POST /accounts', 'GET, HEAD'],
  ['a route with a parameter', 'DELETE /accounts/3333', 'GET, HEAD'],
  ['a route by a regular expression', 'POST /funds/20', 'GET, HEAD'],
  ['a route of a nested router', 'POST /v2/accounts', 'GET, HEAD'],
  ['a route behind the middleware of its router', 'POST /v2/bank/accounts', 'GET, HEAD'],
  ['a route of a second router', 'POST /loans', 'GET, HEAD'],
  ['one path in two routers', 'DELETE /both', 'GET, HEAD, PUT'],
  ['a path that a middleware rewrote', 'POST /old-accounts', 'GET, HEAD'],
];

const unknownRoutes: readonly (readonly [name: string, line: string])[] = [
  ['a path with only a middleware', 'POST /v2/nowhere'],
  ['a route whose handler passes on', 'GET /silent'],
  ['a route for every method that passes on', 'PATCH /all-silent'],
  ['a path that cannot be decoded', 'GET /%'],
  ['a status set alone', 'GET /absent'],
];

function routesOf(Koa: KoaModule) {
  const app = new Koa().use(providerErrors(mydata()));
  const router = new Router();
  router.get('/accounts', ok).get('/accounts/:id', ok).post('/tokens', ok);
  router.get('/cards', ok).put('/cards', ok).get('/both', ok).get('/silent', passOn);
  router.get(/^\/funds\/([0-9]+)$/, ok).all('/all-silent', passOn);
  router.get('/absent', (ctx) => {
    ctx.status = 404;
  });
  router.use('/v2', passOn, new Router().use(passOn).get('/accounts', ok).get('/bank/accounts', ok).routes());
  const second = new Router().get('/loans', ok).put('/both', ok);
  app.use((ctx, next) => {
    if (ctx.path === '/old-accounts') ctx.path = '/accounts';
    return next();
  });
  return { app, routers: [router, second] };
}

describe.each(versions)('%s', (_name, Koa) => {
  describe.each([
    ['without allowedMethods()', false],
    ['with allowedMethods()', true],
  ])('%s', (_how, areMethodsAllowed) => {
    let served: Served;

    beforeAll(async () => {
      const { app, routers } = routesOf(Koa);
      for (const router of routers) {
        app.use(router.routes() as Middleware);
        if (areMethodsAllowed) app.use(router.allowedMethods() as Middleware);
      }
      served = await Served.start(app.callback());
    });

    test.each(wrongMethods)(
      'a wrong method on %s (%s) is 40501 with Allow: %s',
      async (_name, line, allow) => {
        const method = line.split(' ')[0];
        expect(await served.answerTo(request(line))).toBe(answerOf(40501, { allow }, { method }));
      },
    );

    test.each(unknownRoutes)('%s (%s) is 40401', async (_name, line) => {
      const method = line.split(' ')[0];
      expect(await served.answerTo(request(line))).toBe(answerOf(40401, {}, { method }));
    });
  });

  const serve = (...middleware: Middleware[]) => {
    const app = new Koa();
    for (const each of middleware) app.use(each);
    return Served.start(app.callback());
  };

  test('a method that no route of the router has is 501 to allowedMethods(): not-implemented, without Allow', async () => {
    const router = new Router({ methods: ['GET', 'HEAD', 'POST'] }).get('/accounts', ok);
    const routes = [router.routes(), router.allowedMethods()] as Middleware[];
    const served = await serve(providerErrors(kinds()), ...routes);
    expect(await served.answerTo(request('PUT /accounts'))).toMatch(/\n\nnot-implemented$/);
    expect(await served.answerTo(request('PUT /accounts'))).not.toMatch(/^allow/m);
  });

  test.each<[what: string, make: (router: Router) => Middleware[]]>([
    [
      'allowedMethods({ throw: true })',
      (router) => [router.routes() as Middleware, router.allowedMethods({ throw: true }) as Middleware],
    ],
    [
      'ctx.throw(405) in a route for every method',
      (router) => [router.all('/accounts', (ctx) => ctx.throw(405)).routes() as Middleware],
    ],
    [
      'a typed error in a route for every method',
      (router) => [
        router
          .all('/accounts', () => {
            throw new MyDataError(40501);
          })
          .routes() as Middleware,
      ],
    ],
    [
      'the status 405 set alone behind the router',
      (router) => [
        router.routes() as Middleware,
        (ctx) => {
          ctx.status = 405;
        },
      ],
    ],
  ])('%s has the Allow of the router', async (_what, make) => {
    const served = await serve(providerErrors(mydata()), ...make(new Router().get('/accounts', ok)));
    const [status, allow] = (await served.answerTo(request('POST /accounts'))).split('\n');
    expect([status, allow?.includes('GET, HEAD')]).toEqual(['HTTP/1.1 405 Method Not Allowed', true]);
    expect(allow).not.toContain('POST');
  });

  test('a malformed Allow does not crash the answer', async () => {
    const served = await serve(providerErrors(mydata()), (ctx) => {
      ctx.status = 404;
      ctx.set('Allow', 'GET; POST');
    });
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40401));
  });

  test('OPTIONS, if allowedMethods() answers it, is not an error', async () => {
    const router = new Router().get('/accounts', ok);
    const routes = [router.routes(), router.allowedMethods()] as Middleware[];
    const served = await serve(providerErrors(mydata()), ...routes);
    const answer = await served.answerTo(request('OPTIONS /accounts'));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\nallow: HEAD, GET\n/);
  });

  test('the Allow of another router counts', async () => {
    const served = await serve(providerErrors(mydata()), (ctx) => {
      ctx.status = 405;
      ctx.set('Allow', 'put,DELETE');
    });
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40501, { allow: 'DELETE, PUT' }));
  });

  test.each<[status: number, kind: string]>([
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'route-not-found'],
    [409, 'invalid-parameter'],
    [503, 'unavailable'],
  ])('the status %i set alone, which Koa would write in words, is %s', async (status, kind) => {
    const served = await serve(providerErrors(kinds()), (ctx) => {
      ctx.status = status;
    });
    expect(await served.answerTo(request('GET /'))).toMatch(new RegExp(`\n\n${kind}$`));
  });

  describe('a response that a handler sends itself is not changed', () => {
    const own: readonly (readonly [string, Middleware, status: number, body: string])[] = [
      [
        '404 with a body',
        (ctx) => {
          ctx.status = 404;
          ctx.body = { own: true };
        },
        404,
        '{"own":true}',
      ],
      [
        '404 with an empty text',
        (ctx) => {
          ctx.status = 404;
          ctx.body = '';
        },
        404,
        '',
      ],
      [
        '404 without a body, by null',
        (ctx) => {
          ctx.body = null;
          ctx.status = 404;
        },
        404,
        '',
      ],
      [
        '204',
        (ctx) => {
          ctx.status = 204;
        },
        204,
        '',
      ],
      ['the bare response', (ctx) => ctx.res.writeHead(404).end('raw'), 404, 'raw'],
      [
        'the bare response later, with respond = false',
        (ctx) => {
          ctx.respond = false;
          setImmediate(() => ctx.res.writeHead(404).end('raw'));
        },
        404,
        'raw',
      ],
    ];

    test.each(own)('%s', async (_what, handler, status, body) => {
      const { port } = await serve(providerErrors(mydata()), handler);
      const answer = await fetch(`http://127.0.0.1:${port}/`);
      expect([answer.status, await answer.text()]).toEqual([status, body]);
    });
  });

  test('a part of the application has its own standard, which also answers unknown routes below it', async () => {
    const inner = new Koa();
    inner.use(providerErrors(mydataToken())).use(new Router().get('/token', ok).routes() as Middleware);
    const served = await serve(providerErrors(mydata()), mount('/oauth', inner));
    expect(await served.answerTo(request('POST /oauth/token'))).toBe(
      answerOf('method_not_allowed', { allow: 'GET, HEAD' }),
    );
    expect(await served.answerTo(request('GET /oauth/nowhere'))).toBe(answerOf('invalid_request'));
    expect(await served.answerTo(request('GET /nowhere'))).toBe(answerOf(40401));
  });
});
