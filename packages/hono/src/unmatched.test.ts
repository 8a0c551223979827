import { getRequestListener } from '@hono/node-server';
import { Failure, MyDataError, mydata } from '@oryu/core';
import { Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { Hono as QuickHono } from 'hono/quick';
import { LinearRouter } from 'hono/router/linear-router';
import { PatternRouter } from 'hono/router/pattern-router';
import { RegExpRouter } from 'hono/router/reg-exp-router';
import { TrieRouter } from 'hono/router/trie-router';
import { Hono as TinyHono } from 'hono/tiny';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

interface Case {
  readonly name: string;
  readonly line: string;
  /** The methods of a 405; a 404 where there are none. */
  readonly allow?: string;
}

const ok: MiddlewareHandler = async (context) => context.json({ rsp_code: '00000' });
const passOn: MiddlewareHandler = (_context, next) => next();

/** Routes that every router of Hono supports. */
const everywhere: readonly Case[] = [
  { name: 'a route at the root', line: 'POST /accounts', allow: 'GET, HEAD' },
  { name: 'a route, asked by an escape', line: 'POST /%61ccounts', allow: 'GET, HEAD' },
  { name: 'a route without GET, asked by HEAD', line: 'HEAD /tokens', allow: 'POST' },
  { name: 'a route, asked by OPTIONS', line: 'OPTIONS /accounts', allow: 'GET, HEAD' },
  { name: 'several methods on one route', line: 'DELETE /consents', allow: 'GET, HEAD, POST' },
  { name: 'several routes of one path', line: 'DELETE /cards', allow: 'GET, HEAD, PUT' },
  { name: 'a route of a method of its own', line: 'GET /cache', allow: 'PURGE' },
  { name: 'a route with a parameter', line: 'DELETE /accounts/3333', allow: 'GET, HEAD, PUT' },
  {
    name: 'a route with a parameter, asked in Korean',
    line: 'DELETE /accounts/%EA%B3%84',
    allow: 'GET, HEAD, PUT',
  },
  { name: 'a parameter that cannot be decoded', line: 'DELETE /accounts/%E0%A4', allow: 'GET, HEAD, PUT' },
  { name: 'a route of a mounted application', line: 'POST /v2/accounts', allow: 'GET, HEAD' },
  { name: 'a route of an application two deep', line: 'POST /v2/bank/accounts', allow: 'GET, HEAD' },
  { name: 'a route below a parameter of the mount', line: 'POST /banks/0001/accounts', allow: 'GET, HEAD' },
  { name: 'a route below a base path', line: 'POST /base/accounts', allow: 'GET, HEAD' },
  { name: 'a wildcard', line: 'POST /files/a', allow: 'GET, HEAD' },
  { name: 'the second path of an array', line: 'POST /savings', allow: 'GET, HEAD' },
  { name: 'a route behind app.all() that passes on', line: 'POST /checked', allow: 'GET, HEAD' },
  { name: 'a path without a route', line: 'GET /nowhere' },
  { name: 'the root', line: 'GET /' },
  { name: 'a path below a route', line: 'GET /accounts/1/2' },
  { name: 'a path below a mounted application', line: 'DELETE /v2/nowhere' },
  { name: 'a path where only middleware is', line: 'POST /middleware/a' },
  { name: 'a path that cannot be decoded', line: 'GET /%' },
  { name: 'a route whose handler passes on', line: 'GET /silent' },
  { name: 'a route whose handler passes on, asked by HEAD', line: 'HEAD /silent' },
  { name: 'a route whose handler calls c.notFound()', line: 'GET /not-found' },
  { name: 'app.all() that passes on', line: 'DELETE /all-silent' },
];

/** Routes that only some routers support, the default among them. */
const byPattern: readonly Case[] = [
  { name: 'a parameter with a pattern', line: 'POST /funds/20', allow: 'GET, HEAD' },
  { name: 'a parameter that does not match its pattern', line: 'POST /funds/a' },
  { name: 'a parameter left out', line: 'POST /points', allow: 'GET, HEAD' },
  { name: 'a parameter that may be left out', line: 'POST /points/1', allow: 'GET, HEAD' },
];

function routesOf(app: Hono): Hono {
  app.use('/middleware/*', passOn);
  app.get('/accounts', ok);
  app.post('/tokens', ok);
  app.on(['GET', 'POST'], '/consents', ok);
  app.get('/cards', ok).put('/cards', ok);
  app.on('PURGE', '/cache', ok);
  // Hono never asks it: HEAD is answered by GET.
  app.on('HEAD', '/tokens', ok);
  app.get('/accounts/:id', ok).put('/accounts/:number', ok);
  app.get('/files/*', ok);
  app.on('GET', ['/deposits', '/savings'], ok);
  app.all('/checked', passOn).get('/checked', ok);
  app.get('/silent', passOn);
  app.get('/not-found', (context) => context.notFound());
  app.all('/all-silent', passOn);

  const v2 = new Hono().get('/accounts', ok);
  v2.route('/bank', new Hono().get('/accounts', ok));
  app.route('/v2', v2);
  app.route('/banks/:code', new Hono().get('/accounts', ok));
  app.basePath('/base').get('/accounts', ok);
  return app;
}

function addPatterns(app: Hono): Hono {
  app.get('/funds/:code{[0-9]+}', ok);
  app.get('/points/:id?', ok);
  return app;
}

const applications: readonly (readonly [name: string, create: () => Hono, cases: readonly Case[]])[] = [
  ['the default router', () => addPatterns(routesOf(new Hono())), [...everywhere, ...byPattern]],
  ['hono/quick', () => addPatterns(routesOf(new QuickHono() as Hono)), [...everywhere, ...byPattern]],
  ['hono/tiny', () => addPatterns(routesOf(new TinyHono() as Hono)), [...everywhere, ...byPattern]],
  [
    'TrieRouter',
    () => addPatterns(routesOf(new Hono({ router: new TrieRouter() }))),
    [...everywhere, ...byPattern],
  ],
  ['RegExpRouter', () => routesOf(new Hono({ router: new RegExpRouter() })), everywhere],
  ['LinearRouter', () => routesOf(new Hono({ router: new LinearRouter() })), everywhere],
  ['PatternRouter', () => routesOf(new Hono({ router: new PatternRouter() })), everywhere],
];

describe.each(applications)('%s', (_name, create, cases) => {
  let served: Served;

  beforeAll(async () => {
    const app = create();
    providerErrors(app, mydata());
    served = await Served.start(getRequestListener(app.fetch));
  });

  test.each(cases.filter(({ allow }) => allow !== undefined))(
    'a wrong method on $name ($line) is 40501 with Allow: $allow',
    async ({ line, allow = '' }) => {
      const method = line.split(' ')[0];
      expect(await served.answerTo(request(line))).toBe(answerOf(40501, { allow }, { method }));
    },
  );

  test.each(cases.filter(({ allow }) => allow === undefined))('$name ($line) is 40401', async ({ line }) => {
    const method = line.split(' ')[0];
    expect(await served.answerTo(request(line))).toBe(answerOf(40401, {}, { method }));
  });

  test('existing routes are answered by it', async () => {
    for (const line of ['GET /accounts', 'GET /v2/bank/accounts', 'PUT /accounts/1', 'PURGE /cache']) {
      expect(await served.answerTo(request(line))).toMatch(
        /^HTTP\/1\.1 200 OK\n[\s\S]*\n\{"rsp_code":"00000"\}$/,
      );
    }
  });
});

describe('if the path is not read as usual', () => {
  test('strict: false accepts a slash at the end', async () => {
    const app = new Hono({ strict: false }).get('/accounts', ok);
    providerErrors(app, mydata());
    const served = await Served.start(getRequestListener(app.fetch));
    expect(await served.answerTo(request('POST /accounts/'))).toBe(answerOf(40501, { allow: 'GET, HEAD' }));
  });

  test('getPath decides it', async () => {
    const getPath = ({ url, headers }: Request) => `/${headers.get('host')}${new URL(url).pathname}`;
    const app = new Hono({ getPath }).get('/api.example/accounts', ok);
    providerErrors(app, mydata());
    const served = await Served.start(getRequestListener(app.fetch));
    const headers = { host: 'api.example' };
    expect(await served.answerTo(request('POST /accounts', headers))).toBe(
      answerOf(40501, { allow: 'GET, HEAD' }),
    );
    expect(await served.answerTo(request('POST /accounts'))).toBe(answerOf(40401));
  });
});

test('the preflight request that cors answers is not an error', async () => {
  const app = new Hono();
  providerErrors(app, mydata());
  app.use(cors({ origin: 'https://app.example' })).post('/tokens', ok);
  const served = await Served.start(getRequestListener(app.fetch));
  const headers = { origin: 'https://app.example', 'access-control-request-method': 'POST' };
  expect(await served.answerTo(request('OPTIONS /tokens', headers))).toMatch(/^HTTP\/1\.1 204 No Content\n/);
});

test('a wrong method on a path that a middleware answers is 40401', async () => {
  const app = new Hono();
  app.use('/health', (context, next) => (context.req.method === 'GET' ? ok(context, next) : next()));
  providerErrors(app, mydata());
  const served = await Served.start(getRequestListener(app.fetch));
  expect(await served.answerTo(request('POST /health'))).toBe(answerOf(40401));
});

describe('a 405 that a mounted application throws gets the methods that the router knows', () => {
  const thrown: Record<string, () => unknown> = {
    'a typed error': () => new MyDataError(40501),
    'a Failure': () => new Failure('method-not-allowed'),
    'an HTTPException': () => new HTTPException(405),
  };
  const create = (make: () => unknown) => {
    const fail: MiddlewareHandler = () => {
      throw make();
    };
    const app = new Hono().get('/accounts', ok).put('/accounts', ok).all('/accounts', fail);
    const part = new Hono().get('/tokens', ok).delete('/tokens', ok).all('/tokens', fail);
    return { app, part };
  };

  test.each(Object.entries(thrown))('%s', async (_name, make) => {
    const { app, part } = create(make);
    providerErrors(part, mydata());
    app.route('/oauth', part);
    providerErrors(app, mydata());
    const served = await Served.start(getRequestListener(app.fetch));
    expect(await served.answerTo(request('POST /oauth/tokens'))).toBe(
      answerOf(40501, { allow: 'DELETE, GET, HEAD' }),
    );
  });

  test('but not if only a part is governed, because it does not know its mount path', async () => {
    const { app, part } = create(() => new MyDataError(40501));
    providerErrors(part, mydata());
    const served = await Served.start(getRequestListener(app.route('/oauth', part).fetch));
    expect(await served.answerTo(request('POST /oauth/tokens'))).toBe(answerOf(40501));
  });
});
