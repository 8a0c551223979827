import { once } from 'node:events';
import { connect, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import cors from '@koa/cors';
import { type ErrorReport, type FailureKind, MyDataError, mydata, mydataToken } from '@oryu/core';
import type { Context, Middleware } from 'koa';
import mount from 'koa-mount';
import { kinds } from '../../../test/support/kinds.js';
import { ok, versions } from '../../../test/support/koa-versions.js';
import { mistakeOf } from '../../../test/support/mistake.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { AbortedResponse, request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors, standardHeaders } from './index.js';

const transactionId = 'ORYUBANK01S00000000000001';
const closed: Middleware = () => {
  throw new MyDataError(40305);
};

/** Handlers that fail when their answer has begun. */
const halfway: Record<string, Middleware> = {
  'after the first bytes': (ctx) => {
    ctx.res.write('{"rsp_code":');
    throw new MyDataError(40305);
  },
  'after the first bytes of a response it has taken over': (ctx) => {
    ctx.respond = false;
    ctx.res.write('{"rsp_code":');
    throw new MyDataError(40305);
  },
  'after the head': (ctx) => {
    ctx.status = 200;
    ctx.flushHeaders();
    throw new MyDataError(40305);
  },
};

/** Handlers that throw with an answer prepared. */
const prepared: Record<string, (ctx: Context) => void> = {
  'the status': (ctx) => {
    ctx.status = 201;
  },
  'a body': (ctx) => {
    ctx.body = { rsp_code: '00000' };
  },
  'an empty body': (ctx) => {
    ctx.body = null;
  },
  'a Korean reason phrase, which cannot be sent at all': (ctx) => {
    ctx.message = '생성됨';
  },
  'an ETag': (ctx) => {
    ctx.etag = 'v1';
  },
  'a download': (ctx) => {
    ctx.attachment('a.csv');
  },
  'a redirect': (ctx) => {
    ctx.redirect('/elsewhere');
  },
  'Content-Length and Content-Encoding': (ctx) => {
    ctx.length = 5;
    ctx.set('Content-Encoding', 'gzip');
  },
};

describe.each(versions)('%s', (_name, Koa) => {
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
  const serveBehind = (...middleware: Middleware[]) =>
    serve(providerErrors(mydata(), { onError }), ...middleware);

  describe('errors', () => {
    test.each<[what: string, thrown: unknown, code: number, origin: ErrorReport['origin']]>([
      ['a typed error', new MyDataError(40305), 40305, 'domain'],
      ['an Error', new Error('비밀'), 50001, 'unexpected'],
      ['a text', '비밀', 50001, 'unexpected'],
      ['null, which Koa takes for no error', null, 50001, 'unexpected'],
      ['undefined, which Koa takes for no error', undefined, 50001, 'unexpected'],
      ['an error of an HTTP client', Object.assign(new Error(), { status: 404 }), 50001, 'unexpected'],
    ])('%s is answered and reported once', async (_what, thrown, code, origin) => {
      const served = await serveBehind(async () => {
        throw thrown;
      });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(code));
      expect(reports.map((report) => [report.thrown, report.origin])).toEqual([[thrown, origin]]);
    });

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

    test('a middleware in front that fails behind a success is answered and reported', async () => {
      const late = new Error('late');
      const served = await serve(
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

    test('the URL is the one received, whatever a mount makes of it', async () => {
      const served = await serveBehind(mount('/v2', closed));
      await served.answerTo(request('GET /v2/accounts?limit=1'));
      expect(reports.map((report) => report.request.url)).toEqual(['/v2/accounts?limit=1']);
    });
  });

  describe('an answer that has begun', () => {
    test.each(Object.entries(halfway))('and fails %s is cut off', async (_when, handler) => {
      const served = await serveBehind((ctx, next) =>
        ctx.path === '/half' ? handler(ctx, next) : closed(ctx, next),
      );
      const connection = await served.connect();
      await expect(connection.send(request('GET /half')).response()).rejects.toThrow(AbortedResponse);
      expect(reports).toHaveLength(1);
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test('and is complete stays so, and the connection goes on', async () => {
      const served = await serveBehind((ctx) => {
        ctx.res.end('complete');
        throw new MyDataError(40305);
      });
      const connection = await served.connect();
      for (const _time of ['first', 'second']) {
        const { body } = await connection.send(request('GET /')).response();
        expect(body.toString()).toBe('complete');
      }
      connection.reset();
      expect(reports).toHaveLength(2);
    });
  });

  describe('headers', () => {
    test.each(Object.entries(prepared))('%s of the abandoned answer goes', async (_what, prepare) => {
      const served = await serveBehind((ctx) => {
        prepare(ctx);
        throw new MyDataError(40305);
      });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test('the stream of the abandoned answer is destroyed', async () => {
      const stream = new PassThrough();
      const served = await serveBehind((ctx) => {
        ctx.body = stream;
        throw new MyDataError(40305);
      });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
      await delay(10);
      expect(stream.destroyed).toBe(true);
    });

    test('cookies, cross-origin headers and trace ids stay', async () => {
      const served = await serveBehind(cors({ origin: 'https://app.example', credentials: true }), (ctx) => {
        ctx.cookies.set('a', '1');
        ctx.set('x-request-id', '7');
        throw new MyDataError(40305);
      });
      const theirs = {
        'access-control-allow-origin': 'https://app.example',
        'access-control-allow-credentials': 'true',
        vary: 'Origin',
        'set-cookie': 'a=1; path=/; httponly',
        'x-request-id': '7',
      };
      const bytes = request('GET /', { origin: 'https://app.example' });
      expect(await served.answerTo(bytes)).toBe(answerOf(40305, theirs));
    });

    test.each(['/', '/nowhere'])(
      'HEAD %s has the headers of the answer to GET, and no body',
      async (path) => {
        const served = await serveBehind((ctx, next) => (ctx.path === '/' ? closed(ctx, next) : next()));
        const get = await served.answerTo(request(`GET ${path}`));
        expect(await served.answerTo(request(`HEAD ${path}`))).toBe(get.slice(0, get.indexOf('{')));
      },
    );

    test('standardHeaders gives the transaction id back with success and error, and nothing else', async () => {
      const served = await serve(providerErrors(mydata()), standardHeaders(mydata()), (ctx, next) =>
        ctx.path === '/ok' ? ok(ctx, next) : next(),
      );
      const owed = { 'x-api-tran-id': transactionId };
      expect(await served.answerTo(request('GET /ok', owed))).toContain(
        `\nx-api-tran-id: ${transactionId}\n`,
      );
      expect(await served.answerTo(request('GET /ok', { 'x-api-tran-id': '한' }))).not.toContain(
        'x-api-tran-id',
      );
      expect(await served.answerTo(request('GET /', owed))).toBe(answerOf(40401, owed));
    });
  });

  describe('two standards in one application', () => {
    const crash: Middleware = () => {
      throw new Error('crash');
    };

    test('govern each a part, and each tells its own onError', async () => {
      const inner: ErrorReport[] = [];
      const part = new Koa().use(providerErrors(mydataToken(), { onError: (report) => inner.push(report) }));
      const served = await serveBehind(mount('/oauth', part.use(crash)), crash);
      expect(await served.answerTo(request('GET /oauth'))).toBe(answerOf('server_error'));
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(50001));
      expect([inner, reports].map((each) => each.map(({ error }) => error.code))).toEqual([
        ['server_error'],
        [50001],
      ]);
    });

    test('also where a stream of the part fails', async () => {
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
    const server = createHttp2Server(app.callback()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const stream = client.request({ ':path': path });
    const [[headers], body] = await Promise.all([once(stream, 'response'), stream.toArray()]);
    expect([headers[':status'], headers['content-type'], Buffer.concat(body).toString()]).toEqual([
      500,
      'text/plain',
      kind,
    ]);
    client.close();
    server.close();
  });
});

test('what cannot work is refused when the application starts, with what to do', () => {
  const invalid = {
    factory: () => providerErrors(mydata as never),
    nothing: () => providerErrors(undefined as never),
    option: () => providerErrors(mydata(), { onerror: () => {} } as never),
    headers: () => standardHeaders(mydata as never),
  };
  expect(Object.entries(invalid).map(([name, call]) => [name, mistakeOf(call)])).toEqual([
    ['factory', expect.stringContaining('call the factory')],
    ['nothing', expect.stringContaining('a configured standard is needed')],
    ['option', expect.stringContaining('no option "onerror"')],
    ['headers', expect.stringContaining('call the factory')],
  ]);
});
