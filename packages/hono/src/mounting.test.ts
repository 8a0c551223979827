import { getRequestListener } from '@hono/node-server';
import { type ErrorReport, mydata, mydataToken, type Standard } from '@oryu/core';
import { type Context, Hono } from 'hono';
import { part } from '../../../test/support/hono-part.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

/** Governs an application, and hears its crashes, so that nobody prints them. */
const govern = (app: Hono, standard: Standard) => providerErrors(app, standard, { onError: () => {} });

/** Chapter 5 has no code for an unknown route: invalid_request, which is 400. */
const inToken = [
  ['GET /tokens', 'method_not_allowed', { allow: 'POST' }],
  ['POST /nowhere', 'invalid_request', {}],
  ['GET /absent', 'invalid_request', {}],
  ['GET /crash', 'server_error', {}],
  ['GET /no-error', 'server_error', {}],
  ['GET /exception', 'invalid_client', {}],
  ['GET /api', 40305, {}],
  ['GET /nothing', 'server_error', {}],
  ['GET /nothing-later', 'server_error', {}],
  ['GET /garbage', 'server_error', {}],
  ['GET /not-awaited', 'invalid_request', {}],
] as const;

function governedPart(): Hono {
  const app = part();
  govern(app, mydataToken());
  return app;
}

describe.each<[string, string, (app: Hono) => unknown]>([
  ['mounted by app.route', '/oauth', (app) => app.route('/oauth', governedPart())],
  [
    'mounted by app.route, governed before it has routes',
    '/oauth',
    (app) => {
      const token = new Hono();
      govern(token, mydataToken());
      app.route('/oauth', token.route('/', part()));
    },
  ],
  ['mounted below a parameter', '/banks/0001', (app) => app.route('/banks/:code', governedPart())],
  ['mounted two deep', '/v2/oauth', (app) => app.route('/v2', new Hono().route('/oauth', governedPart()))],
  [
    'mounted in another that is governed',
    '/v2/oauth',
    (app) => {
      const between = new Hono().route('/oauth', governedPart());
      govern(between, mydata());
      app.route('/v2', between);
    },
  ],
  ['mounted below a base path', '/v2/oauth', (app) => app.basePath('/v2').route('/oauth', governedPart())],
  [
    'with a base path, mounted at /',
    '/v1',
    (app) => {
      const token = new Hono().basePath('/v1').route('/', part());
      govern(token, mydataToken());
      app.route('/', token);
    },
  ],
  [
    'with a base path, mounted below another',
    '/oauth/v1',
    (app) => {
      const token = new Hono().basePath('/v1').route('/', part());
      govern(token, mydataToken());
      app.route('/oauth', token);
    },
  ],
  [
    'mounted beside another, below the path of which it is',
    '/v2/oauth',
    (app) => {
      app.route('/v2/oauth', governedPart());
      const around = new Hono();
      govern(around, mydata());
      app.route('/v2', around);
    },
  ],
  ['mounted by app.mount', '/oauth', (app) => app.mount('/oauth', governedPart().fetch)],
])('an application %s', (_how, prefix, mount) => {
  let served: Served;

  beforeAll(async () => {
    const app = new Hono();
    app.get('/accounts', (context) => context.json({}));
    mount(app);
    govern(app, mydata());
    served = await Served.start(getRequestListener(app.fetch));
  });

  test.each(inToken)('answers %s in its own standard', async (line, code, headers) => {
    const asked = line.replace('/', `${prefix}/`);
    expect(await served.answerTo(request(asked))).toBe(answerOf(code, headers));
  });

  test.each([
    ['GET /nowhere', 40401, {}],
    ['GET /oauthority', 40401, {}],
    ['POST /accounts', 40501, { allow: 'GET, HEAD' }],
  ] as const)('leaves %s to the application it is mounted in', async (line, code, headers) => {
    expect(await served.answerTo(request(line))).toBe(answerOf(code, headers));
  });
});

test('a part mounted at / answers its errors; unknown routes and wrong methods are the application’s', async () => {
  const app = new Hono().route('/', governedPart()).route('/', governedPart());
  govern(app, mydata());
  const served = await Served.start(getRequestListener(app.fetch));
  expect(await served.answerTo(request('GET /crash'))).toBe(answerOf('server_error'));
  expect(await served.answerTo(request('GET /nothing'))).toBe(answerOf('server_error'));
  expect(await served.answerTo(request('GET /nowhere'))).toBe(answerOf(40401));
  expect(await served.answerTo(request('GET /tokens'))).toBe(answerOf(40501, { allow: 'POST' }));
});

test('a base path governs its own routes, and leaves all others to its application', async () => {
  const app = new Hono();
  app.get('/accounts', () => Promise.reject());
  const oauth = app.basePath('/oauth');
  oauth.get('/before', () => Promise.reject());
  govern(oauth, mydataToken());
  oauth.get('/after', () => Promise.reject());
  govern(app, mydata());
  const served = await Served.start(getRequestListener(app.fetch));
  for (const path of ['/oauth/before', '/oauth/after'])
    expect(await served.answerTo(request(`GET ${path}`))).toBe(answerOf('server_error'));
  for (const path of ['/accounts', '/oauth/nowhere'])
    expect(await served.answerTo(request(`GET ${path}`))).toBe(
      answerOf(path === '/accounts' ? 50001 : 40401),
    );
});

test('a part without its own providerErrors is answered by the application', async () => {
  const app = new Hono().route('/v2', part());
  govern(app, mydata());
  const served = await Served.start(getRequestListener(app.fetch));
  expect(await served.answerTo(request('GET /v2/crash'))).toBe(answerOf(50001));
  expect(await served.answerTo(request('GET /v2/no-error'))).toBe(answerOf(50001));
  expect(await served.answerTo(request('GET /v2/tokens'))).toBe(answerOf(40501, { allow: 'POST' }));
});

test('an application’s own onError is called only for errors of a part that is not governed', async () => {
  const heard: string[] = [];
  const own = (name: string) => (error: Error, context: Context) => {
    heard.push(`${name}: ${error.message}`);
    return context.text(name, 500);
  };
  const plain = part().onError(own('part'));
  const app = part().onError(own('application')).route('/plain', plain);
  govern(app, mydata());
  app.onError(own('application'));
  const served = await Served.start(getRequestListener(app.fetch));
  expect(await served.answerTo(request('GET /plain/crash'))).toMatch(/^HTTP\/1\.1 500 [\s\S]*\n\npart$/);
  expect(await served.answerTo(request('GET /plain/no-error'))).toBe(answerOf(50001));
  expect(await served.answerTo(request('GET /crash'))).toBe(answerOf(50001));
  expect(heard).toEqual(['part: crash']);
});

test('if only a part has providerErrors, Hono answers unknown routes and wrong methods', async () => {
  const served = await Served.start(getRequestListener(new Hono().route('/oauth', governedPart()).fetch));
  expect(await served.answerTo(request('GET /oauth/crash'))).toBe(answerOf('server_error'));
  expect(await served.answerTo(request('GET /oauth/no-error'))).toBe(answerOf('server_error'));
  expect(await served.answerTo(request('GET /oauth/nothing'))).toBe(answerOf('server_error'));
  expect(await served.answerTo(request('GET /oauth/nowhere'))).toMatch(
    /^HTTP\/1\.1 404 [\s\S]*404 Not Found$/,
  );
});

test('a middleware of the application around a part is the application’s', async () => {
  const app = new Hono();
  app.use('/oauth/*', async (_context, next) => {
    await next();
    throw new Error('of the application');
  });
  app.route('/oauth', governedPart());
  govern(app, mydata());
  const served = await Served.start(getRequestListener(app.fetch));
  expect(await served.answerTo(request('POST /oauth/tokens'))).toBe(answerOf(50001));
});

test('one error is reported once, by the part that answers it', async () => {
  const heard: string[] = [];
  const hear = (name: string) => ({
    onError: ({ error }: ErrorReport) => heard.push(`${name} ${error.code}`),
  });
  const token = part();
  providerErrors(token, mydataToken(), hear('token'));
  const app = new Hono().route('/oauth', token);
  providerErrors(app, mydata(), hear('api'));
  for (const path of ['/oauth/crash', '/oauth/no-error', '/oauth/nowhere', '/nowhere', '/oauth/api'])
    await app.request(path);
  expect(heard).toEqual([
    'token server_error',
    'token server_error',
    'token invalid_request',
    'api 40401',
    'token 40305',
  ]);
});
