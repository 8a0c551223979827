/** docs/neighbours.md, Koa: each row with the real package, in every supported version. */
import { mydata } from '@oryu/core';
import { providerErrors } from '@oryu/koa';
import type { Middleware } from 'koa';
import compress from 'koa-compress';
import mount from 'koa-mount';
// @ts-expect-error: it has no declarations.
import rateLimit from 'koa-ratelimit';
import { createSession } from 'koa-session';
// @ts-expect-error: it has no declarations.
import serveStatic from 'koa-static';
import { hearReports } from '../support/heard.js';
import { serve } from '../support/koa-applications.js';
import { closed, cookie, crash, theirs } from '../support/koa-onion.js';
import { ok, versions } from '../support/koa-versions.js';
import { answerOf, answerOfFailure } from '../support/mydata-answers.js';
import { theirAnswer } from '../support/neighbours.js';
import { request } from '../support/raw-http.js';
import { Served } from '../support/served.js';

describe.each(versions)('%s', (_name, Koa) => {
  const { reports, onError } = hearReports();

  describe('koa-session', () => {
    const counted = () => {
      const stored: unknown[] = [];
      const app = new Koa();
      app.silent = true;
      const store = {
        get: async () => undefined,
        set: async (_key: string, value: object) => void stored.push(value),
        destroy: async () => {},
      };
      const options = {
        key: 'sid',
        signed: false,
        maxAge: 'session' as const,
        genid: () => 'session-1',
        store,
      };
      const session = createSession(options, app as never) as unknown as Middleware;
      return { app, session, stored, store };
    };
    const login: Middleware = (ctx, next) => {
      (ctx as unknown as { session: { user: string } }).session.user = 'kim';
      return next();
    };
    const sid = { 'set-cookie': 'sid=session-1; path=/; httponly' };

    test.each<[where: string, isOutside: boolean]>([
      ['in front', true],
      ['behind', false],
    ])('%s: the session of a request that failed is stored, its cookie sent', async (_where, isOutside) => {
      const { app, session, stored } = counted();
      const ours = providerErrors(mydata(), { onError });
      for (const each of isOutside ? [session, ours] : [ours, session]) app.use(each);
      const served = await Served.start(app.use(login).use(closed).callback());
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, sid));
      expect(stored).toMatchObject([{ user: 'kim' }]);
    });

    test('in front whose store is down: the answer stays, and nothing is reported twice', async () => {
      const { app, session, store } = counted();
      store.set = () => Promise.reject(new Error('the store is down'));
      app.use(session).use(providerErrors(mydata(), { onError })).use(login).use(closed);
      const served = await Served.start(app.callback());
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
      expect(reports.map(({ error }) => error.code)).toEqual([40305]);
    });

    test('in front whose store is down behind a success: a crash, answered and reported once', async () => {
      const { app, session, store } = counted();
      store.set = () => Promise.reject(crash);
      app.use(session).use(providerErrors(mydata(), { onError })).use(login).use(ok);
      const served = await Served.start(app.callback());
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(50001));
      expect(reports.map(({ thrown }) => thrown)).toEqual([crash]);
    });
  });

  describe('koa-compress', () => {
    test.each<[where: string, isOutside: boolean]>([
      ['in front', true],
      ['behind', false],
    ])('%s: an error leaves uncompressed, a success compressed', async (_where, isOutside) => {
      const ours = providerErrors(mydata());
      const theirs: Middleware = compress({ threshold: 0 });
      const chain = isOutside ? [theirs, ours] : [ours, theirs];
      const served = await serve(Koa, ...chain, (ctx, next) =>
        ctx.path === '/ok' ? ok(ctx, next) : closed(ctx, next),
      );
      const gzip = { 'accept-encoding': 'gzip' };
      expect(await served.answerTo(request('GET /', gzip))).toBe(
        answerOf(40305, { vary: 'Accept-Encoding' }),
      );
      expect(await served.answerTo(request('GET /ok', gzip))).toMatch(/^content-encoding: gzip$/m);
    });
  });

  describe('koa-static', () => {
    test.each<[what: string, line: string, code: number]>([
      ['a file that is not there', 'GET /absent.txt', 40401],
      ['a path out of its folder', 'GET /..%2f..%2fetc%2fpasswd', 40104],
      ['a path that cannot be decoded', 'GET /%E0%A4%A', 40001],
      ['a path with NUL', 'GET /a%00b', 40001],
    ])('%s (%s) is %i', async (_what, line, code) => {
      const served = await serve(
        Koa,
        cookie,
        providerErrors(mydata(), { onError }),
        serveStatic(import.meta.dirname),
      );
      expect(await served.answerTo(request(line))).toBe(answerOf(code, theirs));
    });
  });

  describe('koa-mount', () => {
    const inner = () => {
      const app = new Koa();
      app.use((ctx, next) => (ctx.path === '/closed' ? closed(ctx, next) : next()));
      return app;
    };

    test('errors and unknown paths of what is mounted are answered by the application', async () => {
      const served = await serve(Koa, providerErrors(mydata()), mount('/v2', inner()));
      expect(await served.answerTo(request('GET /v2/closed'))).toBe(answerOf(40305));
      expect(await served.answerTo(request('GET /v2/nowhere'))).toBe(answerOfFailure('route-not-found'));
      expect(await served.answerTo(request('GET /nowhere'))).toBe(answerOfFailure('route-not-found'));
    });
  });

  describe('koa-ratelimit', () => {
    const settings = () => ({
      driver: 'memory',
      db: new Map(),
      duration: 60_000,
      max: 1,
      disableHeader: true,
    });
    const retryAfter = { 'retry-after': '60' };

    /** It counts from the beginning of a second. */
    const secondAnswer = async (limit: Middleware) => {
      const served = await serve(Koa, providerErrors(mydata()), limit, ok);
      await served.answerTo(request('GET /'));
      return (await served.answerTo(request('GET /'))).replace(/^retry-after: 5[89]$/m, 'retry-after: 60');
    };

    test('sends its own text', async () => {
      const text = { 'content-type': 'text/plain; charset=utf-8' };
      const limit = rateLimit({ ...settings(), errorMessage: 'too many' });
      expect(await secondAnswer(limit)).toBe(
        theirAnswer('429 Too Many Requests', 'too many', { ...text, ...retryAfter }),
      );
    });

    test('is rate-limited with its Retry-After, if it throws', async () => {
      const limit = rateLimit({ ...settings(), throw: true });
      expect(await secondAnswer(limit)).toBe(answerOfFailure('rate-limited', retryAfter));
    });
  });
});
