/** docs/neighbours.md, Express: middleware beside the routes, on both majors. */
import { gunzipSync } from 'node:zlib';
import { Failure, MyDataError, mydata } from '@oryu/core';
import { connectTimeout, responseStatus } from '@oryu/core/translators';
import type { ExpressContext, ProviderErrorsOptions } from '@oryu/express';
import compression from 'compression';
// @ts-expect-error: it has no declarations.
import timeout from 'connect-timeout';
import cors from 'cors';
import type { Express, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
// @ts-expect-error: it has no declarations.
import session from 'express-session';
import helmet from 'helmet';
import { createProxyMiddleware } from 'http-proxy-middleware';
// @ts-expect-error: it has no declarations.
import morgan from 'morgan';
import { serve } from '../support/express-applications.js';
import { ok, versions } from '../support/express-versions.js';
import { answerOf, answerOfFailure } from '../support/mydata-answers.js';
import { theirAnswer, theirHeaders } from '../support/neighbours.js';
import { keptAlive, request, responseText, textOf } from '../support/raw-http.js';
import { Served } from '../support/served.js';

const closed: RequestHandler = () => {
  throw new MyDataError(40305);
};
const html = { 'content-type': 'text/html; charset=utf-8' };

describe.each(versions)('%s', (_name, express) => {
  type Options = ProviderErrorsOptions<ExpressContext>;
  const start = (configure: (app: Express) => unknown, options?: Options) =>
    serve(express, configure, mydata(), { onError: () => {}, ...options });

  describe('express-rate-limit', () => {
    const settings = {
      windowMs: 60_000,
      limit: 0,
      standardHeaders: 'draft-7',
      legacyHeaders: false,
      validate: false,
    } as const;
    const limits = { ratelimit: 'limit=0, remaining=0, reset=60', 'ratelimit-policy': '0;w=60' };
    const retryAfter = { ...limits, 'retry-after': '60' };

    test('sends its own text', async () => {
      const served = await start((app) => app.disable('etag').use(rateLimit(settings)));
      const text = 'Too many requests, please try again later.';
      expect(await served.answerTo(request('GET /'))).toBe(
        theirAnswer('429 Too Many Requests', text, { ...html, ...retryAfter }),
      );
    });

    test('is rate-limited with its headers, by a handler', async () => {
      const served = await start((app) =>
        app.use(
          rateLimit({
            ...settings,
            handler: (_request, _response, next) => next(new Failure('rate-limited')),
          }),
        ),
      );
      expect(await served.answerTo(request('GET /'))).toBe(answerOfFailure('rate-limited', retryAfter));
    });
  });

  describe('helmet', () => {
    test('sets its headers on an error as on a success', async () => {
      const served = await start((app) => app.use(helmet()).get('/ok', ok).get('/', closed));
      const headers = await theirHeaders(served, '/ok');
      expect(headers).toHaveProperty('strict-transport-security');
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, headers));
      expect(await served.answerTo(request('GET /nowhere'))).toBe(
        answerOfFailure('route-not-found', headers),
      );
    });
  });

  describe('cors', () => {
    const origin = 'https://app.example';
    const allowed = { 'access-control-allow-origin': origin, vary: 'Origin' };

    test('sets its headers on an error, and answers a preflight request itself', async () => {
      const served = await start((app) => app.use(cors({ origin: [origin] })).get('/', closed));
      expect(await served.answerTo(request('GET /', { origin }))).toBe(answerOf(40305, allowed));
      const preflight = request('OPTIONS /', { origin, 'access-control-request-method': 'GET' });
      const methods = { 'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE' };
      const vary = { vary: 'Origin, Access-Control-Request-Headers' };
      expect(await served.answerTo(preflight)).toBe(
        theirAnswer('204 No Content', '', { ...allowed, ...methods, ...vary }),
      );
    });

    test('whose function refuses an origin is unexpected, or the failure that it gives', async () => {
      const unknown = await start((app) =>
        app.use(cors({ origin: (_origin, done) => done(new Error('비밀')) })).get('/', ok),
      );
      expect(await unknown.answerTo(request('GET /', { origin }))).toBe(answerOfFailure('unexpected'));
      const served = await start((app) =>
        app.use(cors({ origin: (_origin, done) => done(new Failure('forbidden')) })).get('/', ok),
      );
      expect(await served.answerTo(request('GET /', { origin }))).toBe(answerOfFailure('forbidden'));
    });
  });

  describe('connect-timeout', () => {
    const mount = (app: Express) => app.use(timeout('5ms')).get('/', () => {});

    test('is unavailable, and a timeout once translated', async () => {
      const served = await start(mount);
      expect(await served.answerTo(request('GET /'))).toBe(answerOfFailure('unavailable'));
      const translated = await start(mount, { translate: connectTimeout });
      expect(await translated.answerTo(request('GET /'))).toBe(answerOfFailure('timeout'));
    });
  });

  describe('compression', () => {
    test('compresses an error as it does a success', async () => {
      const served = await start((app) => app.use(compression({ threshold: 0 })).get('/', closed));
      const vary = { vary: 'Accept-Encoding' };
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, vary));
      const connection = await served.connect();
      const gzip = { 'accept-encoding': 'gzip' };
      const response = await connection.send(request('GET /', gzip)).response();
      connection.reset();
      const body = gunzipSync(response.body);
      const length = ['content-length', String(body.length)] as const;
      const own = response.headers.filter(([name]) => !/^(content|transfer)-encoding$/.test(name));
      expect(textOf({ ...response, headers: [...own, length], body })).toBe(answerOf(40305, vary));
    });
  });

  describe('express-session', () => {
    class Down extends session.MemoryStore {
      get(_id: string, done: (error: Error) => void) {
        done(new Error('비밀'));
      }
    }
    const sessions = (store?: object): RequestHandler =>
      session({ secret: 'a', resave: false, saveUninitialized: true, genid: () => 'one', store });

    test('sends its cookie with an error', async () => {
      const served = await start((app) => app.use(sessions()).get('/', closed));
      const cookie = (await theirHeaders(served, '/'))['set-cookie'] as string;
      expect(cookie).toMatch(/^connect\.sid=s%3Aone\./);
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, { 'set-cookie': cookie }));
      const down = await start((app) => app.use(sessions(new Down())).get('/', ok));
      const headers = { cookie: cookie.split(';')[0] as string };
      expect(await down.answerTo(request('GET /', headers))).toBe(answerOfFailure('unexpected'));
    });
  });

  describe('http-proxy-middleware', () => {
    const target = 'http://127.0.0.1:1';
    const text = 'Error occurred while trying to proxy: 127.0.0.1/accounts';

    test('sends its own text if nobody listens', async () => {
      const served = await start((app) => app.use(createProxyMiddleware({ target })));
      const headers = { ...keptAlive, 'transfer-encoding': 'chunked' };
      expect(await served.answerTo(request('GET /accounts'))).toBe(
        responseText('HTTP/1.1 504 Gateway Timeout', Object.entries(headers), text),
      );
    });

    test('is upstream-failed, by a plugin in the place of its own', async () => {
      const served = await start((app) =>
        app.use(
          createProxyMiddleware<import('express').Request>({
            target,
            ejectPlugins: true,
            plugins: [
              (proxy) =>
                proxy.on('error', (cause, request) =>
                  request.next?.(new Failure('upstream-failed', { cause })),
                ),
            ],
          }),
        ),
      );
      expect(await served.answerTo(request('GET /accounts'))).toBe(answerOfFailure('upstream-failed'));
    });

    test('passes on the error of its upstream as it is', async () => {
      const upstream = await Served.start((_request, response) => response.writeHead(404).end('theirs'));
      const served = await start((app) =>
        app.use(createProxyMiddleware({ target: `http://127.0.0.1:${upstream.port}` })),
      );
      const answer = await served.answerTo(request('GET /accounts'));
      expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\n/);
      expect(answer).toMatch(/\n\ntheirs$/);
    });
  });

  describe('morgan', () => {
    test('logs the status and the length that were sent', async () => {
      const lines: string[] = [];
      const stream = { write: (line: string) => lines.push(line) };
      const served = await start((app) =>
        app.use(morgan(':status :res[content-length]', { stream })).get('/', closed),
      );
      const answer = await served.answerTo(request('GET /'));
      expect(answer).toBe(answerOf(40305));
      expect(lines).toEqual([`403 ${/content-length: (\d+)/.exec(answer)?.[1]}\n`]);
    });
  });

  describe('res.status(404); throw error', () => {
    test('is unexpected, and the kind of that status once translated', async () => {
      const mount = (app: Express) =>
        app.get('/', (_request, response) => {
          response.status(404);
          throw Object.assign(new Error('비밀'), { status: 403 });
        });
      const unknown = await start(mount);
      expect(await unknown.answerTo(request('GET /'))).toBe(answerOfFailure('unexpected'));
      const served = await start(mount, { translate: responseStatus });
      expect(await served.answerTo(request('GET /'))).toBe(answerOfFailure('route-not-found'));
    });
  });
});
