import { mydata, mydataToken } from '@oryu/core';
import type { RequestHandler, Router } from 'express';
import { type ExpressModule, ok, passOn, plain, versions } from '../../../test/support/express-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

/** Where the answer comes from: the routes of the application below. */
interface Case {
  readonly name: string;
  readonly line: string;
  /** The methods of a 405; a 404 where there are none. */
  readonly allow?: string;
}

const wrongMethods: readonly Case[] = [
  { name: 'a route, asked in another case', line: 'POST /ACCOUNTS', allow: 'GET, HEAD' },
  { name: 'a route, asked with a slash at the end', line: 'POST /accounts/', allow: 'GET, HEAD' },
  { name: 'several methods on one route', line: 'DELETE /consents', allow: 'GET, HEAD, POST' },
  { name: 'a route with HEAD of its own', line: 'POST /points', allow: 'GET, HEAD' },
  { name: 'a route by a regular expression', line: 'POST /funds/20', allow: 'GET, HEAD' },
  { name: 'the first path of an array', line: 'POST /deposits', allow: 'GET, HEAD' },
  { name: 'the second path of an array', line: 'POST /savings', allow: 'GET, HEAD' },
  { name: 'a route behind app.all() that passes on', line: 'POST /checked', allow: 'GET, HEAD' },
  { name: 'a route behind router.all() that passes on', line: 'POST /v2/checked', allow: 'GET, HEAD' },
  { name: 'a route whose handler passes on', line: 'POST /silent', allow: 'GET, HEAD' },
  { name: 'a route of a mounted router', line: 'POST /v2/accounts', allow: 'GET, HEAD' },
  { name: 'the root of a mounted router', line: 'POST /v2', allow: 'GET, HEAD' },
  { name: 'a route of a router two deep', line: 'POST /v2/bank/accounts', allow: 'GET, HEAD' },
  { name: 'a route below a parameter of the mount', line: 'POST /banks/0001/accounts', allow: 'GET, HEAD' },
  { name: 'a route below a regular expression', line: 'POST /v17/accounts', allow: 'GET, HEAD' },
  { name: 'a route of a router at the root', line: 'POST /loans', allow: 'GET, HEAD' },
  { name: 'the first mount of an array', line: 'POST /isa/products', allow: 'GET, HEAD' },
  { name: 'the second mount of an array', line: 'POST /pension/products', allow: 'GET, HEAD' },
  { name: 'a path that a middleware rewrote', line: 'POST /old-accounts', allow: 'GET, HEAD' },
];

const unknownRoutes: readonly Case[] = [
  { name: 'a path below a mounted router', line: 'DELETE /v2/nowhere' },
  { name: 'a path with only a middleware', line: 'POST /middleware' },
  { name: 'the server as a whole, asked by OPTIONS', line: 'OPTIONS *' },
  { name: 'a path that cannot be decoded', line: 'GET /%' },
  { name: 'a path that cannot be decoded, of a router that is left', line: 'GET /left/%' },
  { name: 'a route whose handler passes on', line: 'GET /silent' },
  { name: 'a route whose handler passes on, asked by HEAD', line: 'HEAD /silent' },
  { name: 'app.all() that passes on', line: 'DELETE /all-silent' },
];

const leave: RequestHandler = (_request, _response, next) => next('router');

const onlyGet: RequestHandler = (request, response, next) =>
  request.method === 'GET' ? ok(request, response, next) : next();

function routesOf(express: ExpressModule) {
  const app = plain(express);
  app.use((request, _response, next) => {
    if (request.url === '/old-accounts') request.url = '/accounts';
    next();
  });
  app.use('/middleware', passOn);
  app.get('/accounts', ok);
  app.route('/consents').get(ok).post(ok);
  app.head('/points', ok).get('/points', ok);
  app.get(/^\/funds\/([0-9]+)$/, ok);
  app.get(['/deposits', '/savings'], ok);
  app.all('/checked', passOn).get('/checked', ok);
  app.get('/silent', passOn);
  app.all('/all-silent', passOn);

  const router = (...paths: readonly string[]) =>
    paths.reduce((all, path) => all.get(path, ok), express.Router({ mergeParams: true }));
  const v2 = router('/', '/accounts').use('/bank', router('/accounts'));
  v2.all('/checked', passOn).get('/checked', ok);
  app.use('/v2', passOn, v2);
  app.use('/left', express.Router().use(leave).get('/:id', ok));
  app.use('/banks/:code', router('/accounts'));
  app.use(/^\/v[0-9]{2}/, router('/accounts'));
  app.use(router('/loans'));
  app.use(['/isa', '/pension'], router('/products'));
  return app;
}

describe.each(versions)('%s', (name, express) => {
  let served: Served;

  beforeAll(async () => {
    served = await Served.start(routesOf(express).use(providerErrors(mydata())));
  });

  test.each(wrongMethods)(
    'a wrong method on $name ($line) is 40501 with Allow: $allow',
    async ({ line, allow = '' }) => {
      const method = line.split(' ')[0];
      expect(await served.answerTo(request(line))).toBe(answerOf(40501, { allow }, { method }));
    },
  );

  test.each(unknownRoutes)('$name ($line) is 40401', async ({ line }) => {
    const method = line.split(' ')[0];
    expect(await served.answerTo(request(line))).toBe(answerOf(40401, {}, { method }));
  });

  test.each(['/accounts', '/silent', '/v2/accounts', '/v2/bank/accounts'])(
    'OPTIONS %s, which is not an error, stays with Express',
    async (path) => {
      const connection = await served.connect();
      const { statusLine, headers } = await connection.send(request(`OPTIONS ${path}`)).response();
      connection.reset();
      expect(statusLine).toBe('HTTP/1.1 200 OK');
      expect(headers).toContainEqual(['allow', name === 'Express 5' ? 'GET, HEAD' : 'GET,HEAD']);
    },
  );

  describe.each([
    { mounted: 'on a path', mount: '/auth', prefix: '/auth' },
    { mounted: 'on a path with a slash at the end', mount: '/auth/', prefix: '/auth' },
    { mounted: 'on a path, asked in another case', mount: '/Auth', prefix: '/auth' },
    { mounted: 'on a path with a parameter', mount: '/banks/:code/auth', prefix: '/banks/0001/auth' },
    { mounted: 'on several paths', mount: ['/auth', '/oauth'], prefix: '/oauth' },
    { mounted: 'at the root', mount: '/', prefix: '' },
  ])('an application mounted $mounted', ({ mount, prefix }) => {
    test.each([
      ['GET /tokens', 'method_not_allowed', { allow: 'POST' }],
      ['POST /certs/keys', 'method_not_allowed', { allow: 'GET, HEAD' }],
      ['POST /nowhere', 'invalid_request', {}],
    ])('answers %s in its own standard, by its own routes', async (line, code, headers) => {
      const mounted = plain(express).post('/tokens', ok);
      mounted.use('/certs', express.Router().get('/keys', ok)).use(providerErrors(mydataToken()));
      const app = await Served.start(plain(express).use(mount, mounted).use(providerErrors(mydata())));
      const asked = line.replace('/', `${prefix}/`);
      // Chapter 5 has no code for an unknown route: invalid_request, which is 400.
      expect(await app.answerTo(request(asked))).toBe(answerOf(code, headers));
    });
  });

  test.each([
    ['under a path', (app: Router) => app.get('/v2/accounts', ok).use('/v2', providerErrors(mydataToken()))],
    [
      'in a router',
      (app: Router) =>
        app.use('/v2', express.Router().get('/accounts', ok).use(providerErrors(mydataToken()))),
    ],
  ])('mounted %s, it answers only paths below', async (_place, mount) => {
    const app = plain(express);
    mount(app);
    const served = await Served.start(app.use(providerErrors(mydata())));
    expect(await served.answerTo(request('POST /v2/accounts'))).toBe(
      answerOf('method_not_allowed', { allow: 'GET, HEAD' }),
    );
    expect(await served.answerTo(request('GET /v2/nowhere'))).toBe(answerOf('invalid_request'));
    expect(await served.answerTo(request('GET /nowhere'))).toBe(answerOf(40401));
  });

  describe('a route for every path does not make a path known', () => {
    // Express 4 and 5 write a wildcard each in their own way.
    const wildcard = (path: string) => (name === 'Express 5' ? `${path}*path` : `${path}*`);

    test.each<[what: string, (app: Router) => unknown]>([
      ['the page of a single-page application', (app) => app.get(wildcard('/'), passOn)],
      ['a regular expression', (app) => app.get(/.*/, passOn).put(/^\/(.*)$/, passOn)],
      ['app.all()', (app) => app.all(wildcard('/'), passOn)],
      ['a mounted router', (app) => app.use('/v2', express.Router().get(wildcard('/'), passOn))],
      ['express.static, with a page for unknown files', (app) => app.use(express.static('.'), passOn)],
    ])('%s', async (_what, mount) => {
      const app = plain(express).get('/v2/accounts', ok).get(wildcard('/v2/files/'), ok);
      mount(app);
      const served = await Served.start(app.use(providerErrors(mydata())));
      expect(await served.answerTo(request('POST /v2/zz'))).toBe(answerOf(40401));
      expect(await served.answerTo(request('DELETE /v2/zz/1'))).toBe(answerOf(40401));
      const allow = { allow: 'GET, HEAD' };
      expect(await served.answerTo(request('POST /v2/accounts'))).toBe(answerOf(40501, allow));
      // A wildcard below a path still says which paths there are.
      expect(await served.answerTo(request('POST /v2/files/a/b'))).toBe(answerOf(40501, allow));
    });
  });

  describe('a wrong method is 40401, not 40501, if Express does not show its routes', () => {
    test.each<[string, string, (app: Router) => unknown]>([
      [
        'routes of a mounted application without a handler of its own',
        'POST /cards/list',
        (app) => app.use('/cards', plain(express).get('/list', ok)),
      ],
      [
        'routes of a router that a function calls',
        'POST /cards/list',
        (app) => {
          const router = express.Router().get('/list', ok);
          app.use('/cards', (...exchange) => router(...exchange));
        },
      ],
      ['a path that a middleware answers', 'POST /health', (app) => app.use('/health', onlyGet)],
      ['files of express.static', 'POST /package.json', (app) => app.use(express.static('.'))],
    ])('%s', async (_what, line, mount) => {
      const app = plain(express);
      mount(app);
      const served = await Served.start(app.use(providerErrors(mydata())));
      expect(await served.answerTo(request(line))).toBe(answerOf(40401));
    });
  });

  test('a target that Express cannot parse never reaches a handler: Express sends its own page', async () => {
    const connection = await served.connect();
    const { statusLine, headers } = await connection.send(request('GET http://[/accounts')).response();
    connection.reset();
    expect(statusLine).toBe('HTTP/1.1 404 Not Found');
    expect(headers).toContainEqual(['content-type', 'text/html; charset=utf-8']);
  });
});
