import { getRequestListener } from '@hono/node-server';
import { MyDataError, mydata } from '@oryu/core';
import { Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { etag } from 'hono/etag';
import { prettyJSON } from 'hono/pretty-json';
import { trimTrailingSlash } from 'hono/trailing-slash';
import { etag as etagOf40 } from 'hono4.0/etag';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

/** It computes a tag of an error as well, and answers 304 to it. */
const oldEtag = etagOf40 as unknown as typeof etag;

/** Crashes are heard, so that nobody prints them. */
const onError = () => {};

describe('middleware that rewrites responses does not change the bytes of an error', () => {
  const replaceBody: MiddlewareHandler = async (context, next) => {
    await next();
    context.res = new Response('{"rewritten":true}', context.res);
  };
  const replaceStatus: MiddlewareHandler = async (context, next) => {
    await next();
    context.res = context.json({ rewritten: true }, 418);
  };
  const consume: MiddlewareHandler = async (context, next) => {
    await next();
    await context.res.text();
  };
  const middleware: Record<string, [handler: MiddlewareHandler, more?: Record<string, string>]> = {
    'etag()': [etag()],
    'etag() of Hono 4.0': [oldEtag()],
    'compress()': [compress({ threshold: 1 }), { vary: 'Accept-Encoding' }],
    'prettyJSON()': [prettyJSON()],
    'another body': [replaceBody],
    'another status': [replaceStatus],
    'a body that is read': [consume],
  };
  const cases = [
    ['GET /?pretty', 40305],
    ['GET /nowhere?pretty', 40401],
    ['POST /?pretty', 40501, { allow: 'GET, HEAD' }],
    ['GET /no-error?pretty', 50001],
  ] as const;
  const places: Record<string, (handler: MiddlewareHandler) => Hono> = {
    'before providerErrors': (handler) => {
      const app = new Hono().use(handler);
      providerErrors(app, mydata(), { onError });
      return app;
    },
    'behind providerErrors': (handler) => {
      const app = new Hono();
      providerErrors(app, mydata(), { onError });
      return app.use(handler);
    },
    'around a part that is governed as well': (handler) => {
      const app = new Hono().use(handler);
      const part = new Hono().get('/part', () => Promise.reject(new MyDataError(40305)));
      providerErrors(part, mydata(), { onError });
      app.route('/', part);
      providerErrors(app, mydata(), { onError });
      return app;
    },
  };
  const all = Object.entries(middleware).flatMap(([name, [handler, more]]) =>
    Object.entries(places).map(([place, create]) => ({ name, place, app: create(handler), more })),
  );

  test.each(all)('$name, $place', async ({ app, more = {} }) => {
    app.get('/', () => Promise.reject(new MyDataError(40305)));
    app.get('/no-error', () => Promise.reject());
    const served = await Served.start(getRequestListener(app.fetch));
    for (const [line, code, headers = {}] of cases) {
      const plain = await served.answerTo(request(line, { 'accept-encoding': 'gzip' }));
      expect(plain).toBe(answerOf(code, { ...headers, ...more }));
      for (const tag of ['*', await oldTagOf(plain)]) {
        const asked = { 'if-none-match': tag, 'accept-encoding': 'gzip' };
        expect(await served.answerTo(request(line, asked))).toBe(plain);
      }
    }
  });

  test('etag() of Hono 4.0 takes nothing else from an error', async () => {
    const app = new Hono();
    providerErrors(app, mydata());
    app.use(oldEtag(), cors()).get('/', () => {
      throw new MyDataError(40305);
    });
    const served = await Served.start(getRequestListener(app.fetch));
    const plain = await served.answerTo(request('GET /'));
    expect(plain).toBe(answerOf(40305, { 'access-control-allow-origin': '*' }));
    expect(await served.answerTo(request('GET /', { 'if-none-match': await oldTagOf(plain) }))).toBe(plain);
  });

  /** What Hono 4.0 takes for the tag of a body. */
  async function oldTagOf(answer: string): Promise<string> {
    const body = new TextEncoder().encode(answer.split('\n\n')[1]);
    return `"${Buffer.from(await crypto.subtle.digest('SHA-1', body)).toString('hex')}"`;
  }
});

describe('a request that matched no route, answered by middleware after all', () => {
  const reports: number[] = [];
  const serveHeard = (configure: (app: Hono) => unknown) => {
    const app = new Hono();
    configure(app);
    providerErrors(app, mydata(), { onError: ({ reply }) => reports.push(reply.status) });
    return Served.start(getRequestListener(app.fetch));
  };

  beforeEach(() => {
    reports.length = 0;
  });

  test('by trimTrailingSlash()', async () => {
    const served = await serveHeard((app) =>
      app.use(trimTrailingSlash()).get('/accounts', (context) => context.text('a')),
    );
    const answer = await served.answerTo(request('GET /accounts/'));
    expect(answer).toMatch(/^HTTP\/1\.1 301 Moved Permanently\n[\s\S]*\nlocation: http:.*\/accounts\n/);
    expect(answer).not.toContain('content-length');
    expect(reports).toEqual([]);
    expect(await served.answerTo(request('GET /nowhere'))).toBe(answerOf(40401));
    expect(reports).toEqual([404]);
  });

  test.each<[string, MiddlewareHandler]>([
    [
      'that sets c.res',
      async (context, next) => {
        await next();
        if (context.res.status === 404) context.res = new Response('fallback');
      },
    ],
    [
      'that returns a Response',
      async (context, next) => {
        await next();
        if (context.res.status === 404) return new Response('fallback');
      },
    ],
    [
      'that does not want what c.notFound() answers',
      async (context) => {
        await context.notFound();
        return new Response('fallback');
      },
    ],
  ])('by one %s', async (_name, handler) => {
    const served = await serveHeard((app) => app.use('/a', handler));
    expect(await served.answerTo(request('GET /a'))).toMatch(/^HTTP\/1\.1 200 OK\n[\s\S]*\n\nfallback$/);
    expect(reports).toEqual([]);
  });
});
