import { Readable } from 'node:stream';
import { type FailureKind, MyDataError, mydata, mydataToken } from '@oryu/core';
import type { Middleware } from 'koa';
import mount from 'koa-mount';
import { hearReports } from '../../../test/support/heard.js';
import { serveOverHttp2 } from '../../../test/support/http2.js';
import { kinds } from '../../../test/support/kinds.js';
import { serve } from '../../../test/support/koa-applications.js';
import { ok, versions } from '../../../test/support/koa-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors, standardHeaders } from './index.js';

const closed: Middleware = () => {
  throw new MyDataError(40305);
};

describe.each(versions)('%s', (_name, Koa) => {
  const { reports, onError } = hearReports();

  const serveBehind = (...middleware: Middleware[]) =>
    serve(Koa, providerErrors(mydata(), { onError }), ...middleware);

  test("neither Koa's prototypes are changed, nor does the application's 'error' event tell", async () => {
    const heard: unknown[] = [];
    const app = new Koa();
    const { onerror } = app.context;
    app.on('error', (error) => heard.push(error));
    app.use(providerErrors(mydata())).use(closed);
    const served = await Served.start(app.callback());
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    expect(heard).toEqual([]);
    expect(app.context.onerror).toBe(onerror);
    expect(Object.hasOwn(app.context, 'onerror')).toBe(false);
  });

  test('a middleware in front that fails after a success is answered and reported', async () => {
    const late = new Error('late');
    const served = await serve(
      Koa,
      async (_ctx, next) => {
        await next();
        throw late;
      },
      providerErrors(mydata(), { onError }),
      ok,
    );
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(50001));
    expect(reports.map(({ thrown }) => thrown)).toEqual([late]);
  });

  test('the URL is the received one, even if a mount changes it', async () => {
    const served = await serveBehind(mount('/v2', closed));
    await served.answerTo(request('GET /v2/accounts?limit=1'));
    expect(reports.map((report) => report.request.url)).toEqual(['/v2/accounts?limit=1']);
  });

  test('a failing stream of a part is answered in the standard of the part', async () => {
    const part = new Koa().use(providerErrors(mydataToken())).use((ctx) => {
      ctx.body = new Readable({
        read() {
          this.destroy(new Error('lost'));
        },
      });
    });
    const served = await serveBehind(mount('/oauth', part));
    expect(await served.answerTo(request('GET /oauth'))).toBe(answerOf('server_error'));
    expect(reports).toEqual([]);
  });

  test.each<[path: string, kind: FailureKind]>([
    ['/nowhere', 'route-not-found'],
    ['/crash', 'unexpected'],
  ])('over HTTP/2, %s is answered as %s', async (path, kind) => {
    const app = new Koa();
    app.silent = true;
    app.use(providerErrors(kinds())).use((ctx) => {
      if (ctx.path === '/crash') throw new Error('crash');
    });
    const { headers, body } = await serveOverHttp2(app.callback(), path);
    expect([headers[':status'], headers['content-type'], body]).toEqual([500, 'text/plain', kind]);
  });
});

test('standardHeaders refuses a factory that was not called', () => {
  expect(() => standardHeaders(mydata as never)).toThrow('call the factory');
});
