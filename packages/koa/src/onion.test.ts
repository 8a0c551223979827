import { Readable } from 'node:stream';
import Router from '@koa/router';
import {
  type ErrorReport,
  Failure,
  MyDataAuthorizeError,
  MyDataError,
  mydata,
  mydataAuthorize,
  mydataToken,
} from '@oryu/core';
import type { Middleware } from 'koa';
import mount from 'koa-mount';
import { hearReports } from '../../../test/support/heard.js';
import { serveOverHttp2 } from '../../../test/support/http2.js';
import { serve } from '../../../test/support/koa-applications.js';
import { closed, cookie, crash, theirs } from '../../../test/support/koa-onion.js';
import { ok, versions } from '../../../test/support/koa-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request, textOf } from '../../../test/support/raw-http.js';
import { providerErrors } from './index.js';

/** How a handler can fail while the middleware runs, and the code that answers it. */
const failures: readonly (readonly [what: string, code: number, handler: Middleware])[] = [
  ['a typed error', 40305, closed],
  [
    'a crash',
    50001,
    async () => {
      throw crash;
    },
  ],
  ['a failure', 50008, () => Promise.reject(new Failure('maintenance'))],
  ['an error of ctx.throw', 40104, (ctx) => ctx.throw(403)],
  ['an unknown route', 40401, (_ctx, next) => next()],
  [
    'a status set alone',
    42901,
    (ctx) => {
      ctx.status = 429;
    },
  ],
  [
    'a stream that fails before its first byte',
    50001,
    (ctx) => {
      ctx.body = new Readable({
        read() {
          this.destroy(crash);
        },
      });
    },
  ],
  [
    'a typed error with an answer prepared',
    40305,
    (ctx) => {
      ctx.body = { rsp_code: '00000' };
      ctx.set({ 'Content-Encoding': 'gzip', ETag: '"v1"' });
      throw new MyDataError(40305);
    },
  ],
];

describe.each(versions)('%s', (_name, Koa) => {
  const { reports, onError } = hearReports();

  /** An application whose errors are answered behind `outer`. */
  const serveInside = (outer: Middleware, ...inner: Middleware[]) =>
    serve(Koa, outer, providerErrors(mydata(), { onError }), ...inner);

  describe('outer middleware finishes before the answer leaves', () => {
    test.each(failures)(
      '%s (%i): cookies and headers set afterwards are sent',
      async (what, code, handler) => {
        const served = await serveInside(cookie, handler);
        expect(await served.answerTo(request('GET /'))).toBe(answerOf(code, theirs));
        expect(reports.map(({ error }) => error.code)).toEqual([code]);
        // Koa reads no byte of a stream for HEAD.
        if (what.startsWith('a stream')) return;
        expect(await served.answerTo(request('HEAD /'))).toBe(answerOf(code, theirs, { method: 'HEAD' }));
      },
    );

    test.each(failures)(
      '%s (%i) of a mounted part: the same headers are sent',
      async (_what, code, handler) => {
        const heard: ErrorReport[] = [];
        const part = new Koa();
        part.use(providerErrors(mydata(), { onError })).use(handler);
        const outermost = providerErrors(mydataToken(), { onError: (report) => heard.push(report) });
        const served = await serve(Koa, outermost, cookie, mount('/part', part));
        expect(await served.answerTo(request('GET /part'))).toBe(answerOf(code, theirs));
        expect(reports.map(({ error }) => error.code)).toEqual([code]);
        expect(heard).toEqual([]);
      },
    );

    test.each(failures)('%s (%i): they see the response that will be sent', async (_what, code, handler) => {
      const seen: unknown[] = [];
      const log: Middleware = async (ctx, next) => {
        await next();
        const { status, type, length, body } = ctx;
        seen.push([status, type, length, body, ctx.res.headersSent]);
      };
      const served = await serveInside(log, handler);
      const [head = '', body = ''] = (await served.answerTo(request('GET /'))).split('\n\n');
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]);
      const length = Number(/^content-length: (\d+)/m.exec(head)?.[1]);
      expect(seen).toEqual([[status, 'application/json', length, body, false]]);
      expect(body).toContain(`"${code}"`);
    });

    test('a redirect is seen without a body', async () => {
      const seen: unknown[] = [];
      const log: Middleware = async (ctx, next) => {
        await next();
        seen.push([ctx.status, ctx.type, ctx.length, ctx.body]);
      };
      const standard = mydataAuthorize({ callback: () => 'https://callback.example/' });
      const served = await serve(Koa, cookie, log, providerErrors(standard), () => {
        throw new MyDataAuthorizeError('access_denied');
      });
      const answer = await served.answerTo(request('GET /'));
      expect(answer).toMatch(/^HTTP\/1\.1 302 Found\n/);
      expect(answer).toMatch(/^location: https:\/\/callback\.example\/\?error=access_denied/m);
      expect(answer).toMatch(/^set-cookie: a=1/m);
      expect(answer).not.toMatch(/^content-type/m);
      expect(seen).toEqual([[302, '', 0, '']]);
    });

    test('a connection goes on', async () => {
      const served = await serveInside(cookie, closed);
      const connection = await served.connect();
      connection.send(request('GET /'), request('POST /', {}, 'a'.repeat(100_000)), request('GET /'));
      for (const _turn of [1, 2, 3])
        expect(textOf(await connection.response())).toBe(answerOf(40305, theirs));
      connection.reset();
    });

    test('over HTTP/2 too', async () => {
      const app = new Koa().use(cookie).use(providerErrors(mydata())).use(closed);
      const { headers, body } = await serveOverHttp2(app.callback(), '/');
      expect([headers[':status'], headers['set-cookie'], headers['x-trace']]).toEqual([
        403,
        [theirs['set-cookie']],
        theirs['x-trace'],
      ]);
      expect(answerOf(40305)).toContain(body);
    });
  });

  test('the Allow of a router counts, and the status that outer middleware sets for a wrong method changes nothing', async () => {
    const router = new Router().get('/accounts', ok);
    const served = await serveInside(cookie, router.routes() as Middleware);
    expect(await served.answerTo(request('POST /accounts'))).toBe(
      answerOf(40501, { ...theirs, allow: 'GET, HEAD' }),
    );
  });
});
