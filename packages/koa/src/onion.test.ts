import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { connect, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import etag from '@koa/etag';
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
import type { Context, Middleware } from 'koa';
import compress from 'koa-compress';
// @ts-expect-error: it has no declarations.
import conditional from 'koa-conditional-get';
import mount from 'koa-mount';
// @ts-expect-error: it has no declarations.
import responseTime from 'koa-response-time';
import { createSession } from 'koa-session';
// @ts-expect-error: it has no declarations.
import serveStatic from 'koa-static';
import { ok, versions } from '../../../test/support/koa-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { AbortedResponse, request, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const crash = new Error('crash');
const closed: Middleware = () => {
  throw new MyDataError(40305);
};

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

describe.each(versions)('%s', (name, Koa) => {
  let reports: ErrorReport[];
  const onError = (report: ErrorReport) => reports.push(report);

  beforeEach(() => {
    reports = [];
  });

  const serve = (...middleware: Middleware[]) => {
    const app = new Koa();
    app.silent = true;
    for (const each of middleware) app.use(each);
    return Served.start(app.callback());
  };
  /** An application whose errors are answered behind `outer`. */
  const serveInside = (outer: Middleware, ...inner: Middleware[]) =>
    serve(outer, providerErrors(mydata(), { onError }), ...inner);

  const cookie: Middleware = async (ctx, next) => {
    await next();
    await delay(5);
    ctx.cookies.set('a', '1');
    ctx.set('X-Trace', 'b');
  };
  const theirs = { 'set-cookie': 'a=1; path=/; httponly', 'x-trace': 'b' };

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

    test.each(failures)('%s (%i) of a mounted part: likewise', async (_what, code, handler) => {
      const heard: ErrorReport[] = [];
      const part = new Koa();
      part.use(providerErrors(mydata(), { onError })).use(handler);
      const outermost = providerErrors(mydataToken(), { onError: (report) => heard.push(report) });
      const served = await serve(outermost, cookie, mount('/part', part));
      expect(await served.answerTo(request('GET /part'))).toBe(answerOf(code, theirs));
      expect(reports.map(({ error }) => error.code)).toEqual([code]);
      expect(heard).toEqual([]);
    });

    test.each(failures)('%s (%i): they see what will be sent', async (_what, code, handler) => {
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

    test('an answer without a body, a redirect, is seen without one', async () => {
      const seen: unknown[] = [];
      const log: Middleware = async (ctx, next) => {
        await next();
        seen.push([ctx.status, ctx.type, ctx.length, ctx.body]);
      };
      const standard = mydataAuthorize({ callback: () => 'https://callback.example/' });
      const served = await serve(cookie, log, providerErrors(standard), () => {
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
      const server = createHttp2Server(app.callback()).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      try {
        const stream = client.request({ ':path': '/' });
        const [[headers], body] = await Promise.all([once(stream, 'response'), stream.toArray()]);
        expect([headers[':status'], headers['set-cookie'], headers['x-trace']]).toEqual([
          403,
          ['a=1; path=/; httponly'],
          'b',
        ]);
        expect(answerOf(40305)).toContain(Buffer.concat(body).toString());
      } finally {
        client.close();
        server.close();
      }
    });
  });

  describe('middleware of others', () => {
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
      const served = await serve(...chain, (ctx, next) =>
        ctx.path === '/ok' ? ok(ctx, next) : closed(ctx, next),
      );
      const gzip = { 'accept-encoding': 'gzip' };
      expect(await served.answerTo(request('GET /', gzip))).toBe(
        answerOf(40305, { vary: 'Accept-Encoding' }),
      );
      expect(await served.answerTo(request('GET /ok', gzip))).toMatch(/^content-encoding: gzip$/m);
    });

    test('@koa/etag and koa-conditional-get in front: no ETag and no 304', async () => {
      const outer: Middleware[] = [conditional(), etag()];
      const served = await serve(...outer, providerErrors(mydata()), closed);
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

  describe('a second failure', () => {
    const late: readonly (readonly [what: string, outer: Middleware])[] = [
      [
        'an error thrown afterwards',
        async (_ctx, next) => {
          await next();
          await delay(5);
          throw new Error('late');
        },
      ],
      [
        'undefined thrown afterwards, which Koa takes for no error',
        async (_ctx, next) => {
          await next();
          throw undefined;
        },
      ],
      [
        'a typed error thrown afterwards',
        async (_ctx, next) => {
          await next();
          throw new MyDataError(40101);
        },
      ],
      [
        'a body set afterwards that cannot be written as JSON',
        async (ctx, next) => {
          await next();
          ctx.body = { balance: 1n };
        },
      ],
      [
        'a stream set afterwards that fails',
        async (ctx, next) => {
          await next();
          ctx.body = new Readable({
            read() {
              this.destroy(new Error('late'));
            },
          });
        },
      ],
      [
        'a call of ctx.onerror',
        async (ctx, next) => {
          await next();
          ctx.onerror(new Error('late'));
        },
      ],
    ];

    // A stream that fails destroys the connection in Koa from 3.1 on, whatever was to be sent.
    const answered = late.filter(([what]) => name !== 'Koa 3' || !what.startsWith('a stream'));

    test.each(answered)('%s changes nothing, and is not reported', async (_what, outer) => {
      const served = await serveInside(outer, closed);
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
      await delay(10);
      expect(reports.map(({ error }) => error.code)).toEqual([40305]);
    });

    test.each(answered)('%s between two providerErrors: likewise', async (_what, outer) => {
      const inner = providerErrors(mydata(), { onError });
      const served = await serve(cookie, providerErrors(mydataToken(), { onError }), outer, inner, closed);
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, theirs));
      expect(reports.map(({ error }) => error.code)).toEqual([40305]);
    });

    test.each<[what: string, outer: Middleware]>([
      [
        'a body set afterwards',
        async (ctx, next) => {
          await next();
          ctx.status = 200;
          ctx.body = { own: true };
        },
      ],
      [
        'the bare response',
        async (ctx, next) => {
          await next();
          ctx.res.writeHead(200, { 'x-own': '1' }).end('own');
        },
      ],
      [
        'flushHeaders()',
        async (ctx, next) => {
          await next();
          ctx.status = 200;
          ctx.flushHeaders();
        },
      ],
      [
        'respond = false and the bare response later',
        async (ctx, next) => {
          await next();
          ctx.respond = false;
          setImmediate(() => ctx.res.end('own'));
        },
      ],
    ])('%s sends the answer to the error all the same', async (what, outer) => {
      const served = await serveInside(outer, closed);
      const sent = what === 'the bare response' ? { 'x-own': '1' } : {};
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, sent));
    });

    test.each<[what: string, make: () => Readable]>([
      [
        'a stream',
        () => {
          const stream = new PassThrough();
          setTimeout(() => stream.destroy(new Error('late')), 5);
          return stream;
        },
      ],
      ['a file that is not there', () => createReadStream('/absent')],
    ])(
      '%s that was to be sent and fails while outer middleware runs neither hurries nor changes the answer',
      async (_what, make) => {
        const served = await serveInside(cookie, (ctx) => {
          ctx.body = make();
          throw new MyDataError(40305);
        });
        expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, theirs));
        expect(reports).toHaveLength(1);
      },
    );

    test('a stream that fails while the handler still runs is answered once, with what outer middleware sets', async () => {
      const served = await serveInside(cookie, async (ctx: Context) => {
        ctx.body = new Readable({ read() {} }).on('error', () => {}).destroy(crash);
        await delay(10);
      });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(50001, theirs));
      expect(reports.map(({ thrown }) => thrown)).toEqual([crash]);
    });
  });

  describe('an answer that Koa does not send', () => {
    test('an error behind respond = false is answered at once', async () => {
      const served = await serveInside(cookie, (ctx) => {
        ctx.respond = false;
        throw new MyDataError(40305);
      });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test('a whole answer by hand stays whole when the handler then throws, behind koa-session and koa-compress', async () => {
      const app = new Koa();
      app.silent = true;
      app.keys = ['key'];
      app.use(providerErrors(mydata(), { onError }));
      app.use(compress({ threshold: 0 })).use(createSession({}, app as never) as unknown as Middleware);
      app.use((ctx) => {
        ctx.res.end('complete');
        throw new MyDataError(40305);
      });
      const served = await Served.start(app.callback());
      const connection = await served.connect();
      for (const _turn of [1, 2]) {
        const { body, isWhole } = await connection.send(request('GET /')).response();
        expect([body.toString(), isWhole]).toEqual(['complete', true]);
      }
      connection.reset();
      expect(reports).toHaveLength(2);
    });

    test('half an answer is not ended as if it were whole by Koa, whoever holds its end() back', async () => {
      const holdsBack: Middleware = (ctx, next) => {
        const { end } = ctx.res;
        ctx.res.end = function (this: typeof ctx.res, ...given: unknown[]) {
          return Reflect.apply(end, this, given);
        } as typeof end;
        return next();
      };
      const served = await serve(providerErrors(mydata(), { onError }), holdsBack, (ctx) => {
        ctx.res.write('{"half":');
        throw new MyDataError(40305);
      });
      const connection = await served.connect();
      await expect(connection.send(request('GET /')).response()).rejects.toThrow(AbortedResponse);
      expect(reports).toHaveLength(1);
    });
  });

  test('the Allow of a router counts, and what outer middleware says of a wrong method changes nothing', async () => {
    const router = new Router().get('/accounts', ok);
    const served = await serveInside(cookie, router.routes() as Middleware);
    expect(await served.answerTo(request('POST /accounts'))).toBe(
      answerOf(40501, { ...theirs, allow: 'GET, HEAD' }),
    );
  });
});
