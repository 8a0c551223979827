import etag from '@koa/etag';
import { mydata } from '@oryu/core';
import type { Middleware } from 'koa';
import compress from 'koa-compress';
// @ts-expect-error: it has no declarations.
import conditional from 'koa-conditional-get';
// @ts-expect-error: it has no declarations.
import responseTime from 'koa-response-time';
import { createSession } from 'koa-session';
// @ts-expect-error: it has no declarations.
import serveStatic from 'koa-static';
import { hearReports } from '../../../test/support/heard.js';
import { serve } from '../../../test/support/koa-applications.js';
import { closed, cookie, crash, theirs } from '../../../test/support/koa-onion.js';
import { ok, versions } from '../../../test/support/koa-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

describe.each(versions)('%s', (_name, Koa) => {
  const { reports, onError } = hearReports();

  /** An application whose errors are answered behind `outer`. */
  const serveInside = (outer: Middleware, ...inner: Middleware[]) =>
    serve(Koa, outer, providerErrors(mydata(), { onError }), ...inner);

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
  ])(
    'koa-session %s: the session of a request that failed is stored, its cookie sent',
    async (_where, isOutside) => {
      const { app, session, stored } = counted();
      const ours = providerErrors(mydata(), { onError });
      for (const each of isOutside ? [session, ours] : [ours, session]) app.use(each);
      const served = await Served.start(app.use(login).use(closed).callback());
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, sid));
      expect(stored).toMatchObject([{ user: 'kim' }]);
    },
  );

  test('koa-session in front whose store is down: the answer stays, and nothing is reported twice', async () => {
    const { app, session, store } = counted();
    store.set = () => Promise.reject(new Error('the store is down'));
    app.use(session).use(providerErrors(mydata(), { onError })).use(login).use(closed);
    const served = await Served.start(app.callback());
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    expect(reports.map(({ error }) => error.code)).toEqual([40305]);
  });

  test('koa-session in front whose store is down behind a success: a crash, answered and reported once', async () => {
    const { app, session, store } = counted();
    store.set = () => Promise.reject(crash);
    app.use(session).use(providerErrors(mydata(), { onError })).use(login).use(ok);
    const served = await Served.start(app.callback());
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(50001));
    expect(reports.map(({ thrown }) => thrown)).toEqual([crash]);
  });

  test.each<[where: string, isOutside: boolean]>([
    ['in front', true],
    ['behind', false],
  ])('koa-compress %s: an error leaves uncompressed, a success compressed', async (_where, isOutside) => {
    const ours = providerErrors(mydata());
    const theirs: Middleware = compress({ threshold: 0 });
    const chain = isOutside ? [theirs, ours] : [ours, theirs];
    const served = await serve(Koa, ...chain, (ctx, next) =>
      ctx.path === '/ok' ? ok(ctx, next) : closed(ctx, next),
    );
    const gzip = { 'accept-encoding': 'gzip' };
    expect(await served.answerTo(request('GET /', gzip))).toBe(answerOf(40305, { vary: 'Accept-Encoding' }));
    expect(await served.answerTo(request('GET /ok', gzip))).toMatch(/^content-encoding: gzip$/m);
  });

  test('@koa/etag and koa-conditional-get in front: no ETag and no 304', async () => {
    const outer: Middleware[] = [conditional(), etag()];
    const served = await serve(Koa, ...outer, providerErrors(mydata()), closed);
    const bytes = request('GET /', { 'if-none-match': '*', 'if-modified-since': new Date().toUTCString() });
    expect(await served.answerTo(bytes)).toBe(answerOf(40305));
  });

  test('koa-response-time in front: its time is sent', async () => {
    const served = await serveInside(responseTime(), closed);
    const answer = await served.answerTo(request('GET /'));
    expect(answer).toMatch(/^x-response-time: \d+ms$/m);
    expect(answer.replace(/^x-response-time: .*\n/m, '')).toBe(answerOf(40305));
  });

  test.each<[what: string, line: string, code: number]>([
    ['a file that is not there', 'GET /absent.txt', 40401],
    ['a path out of its folder', 'GET /..%2f..%2fetc%2fpasswd', 40104],
    ['a path that cannot be decoded', 'GET /%E0%A4%A', 40001],
    ['a path with NUL', 'GET /a%00b', 40001],
  ])('koa-static: %s (%s) is %i', async (_what, line, code) => {
    const served = await serveInside(cookie, serveStatic(new URL('.', import.meta.url).pathname));
    expect(await served.answerTo(request(line))).toBe(answerOf(code, theirs));
  });
});
