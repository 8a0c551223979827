import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import Router from '@koa/router';
import { type ErrorReport, Failure, MyDataError, mydata } from '@oryu/core';
import type Koa3 from 'koa';
import type { Middleware } from 'koa';
import multer from 'multer';
import { ok, versions } from '../../../test/support/koa-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const crash = new Error('crash');
const throwing =
  (thrown: unknown): Middleware =>
  async () => {
    throw thrown;
  };
const fail = () => {
  throw new Error('hostile');
};
const throwingAt = (name: string) => Object.defineProperty(new Error(), name, { get: fail });
const circular: { self?: unknown } = {};
circular.self = circular;

/** Errors that Koa's listeners get as they are. */
const errors: readonly (readonly [what: string, thrown: Error])[] = [
  ['an Error', crash],
  ['an error of an HTTP client', Object.assign(new Error('upstream'), { status: 400, body: '<x/>' })],
  // It inherits from Error as before classes, and is no native error.
  ['an error of multer', new multer.MulterError('STREAM_DESTROYED' as never)],
  ['an error of the status 500', Object.assign(new Error('own'), { status: 500, expose: false })],
];

/** What is not an error, and what Koa's own listener would not print: the listeners get an Error around it. */
const others: readonly (readonly [what: string, thrown: unknown, text: RegExp])[] = [
  ['a text', 'text', /thrown: 'text'/],
  ['null', null, /thrown: null/],
  ['undefined', undefined, /thrown: undefined/],
  ['an object', { a: 1 }, /thrown: \{ a: 1 \}/],
  ['an object that holds itself', circular, /thrown: <ref/],
  ['a bigint', 1n, /thrown: 1n/],
  [
    'an error of an HTTP client that says 404',
    Object.assign(new Error('upstream'), { status: 404 }),
    /upstream/,
  ],
  ['an error that says it may be exposed', Object.assign(new Error('own'), { expose: true }), /own/],
  ['an error whose stack throws', throwingAt('stack'), /cannot be inspected/],
  ['an error whose status throws', throwingAt('status'), /cannot be inspected/],
  ['a proxy that throws', new Proxy({}, { get: fail, getPrototypeOf: fail }), /cannot be inspected/],
];

/** Where a crash can come from, beside a middleware that throws. */
const places: readonly (readonly [where: string, handler: Middleware])[] = [
  [
    'a body that cannot be written as JSON',
    (ctx) => {
      ctx.body = { balance: 1n };
    },
  ],
  [
    'a stream that fails before its first byte',
    (ctx) => {
      ctx.body = new Readable({
        read() {
          this.destroy(crash);
        },
      });
    },
  ],
  [
    'a stream that fails after it',
    (ctx) => {
      ctx.body = Readable.from(
        (async function* () {
          yield 'first bytes';
          await delay(5);
          throw crash;
        })(),
      );
    },
  ],
  [
    'a handler whose answer has begun',
    (ctx) => {
      ctx.res.write('half');
      throw crash;
    },
  ],
];

const mistakes: readonly (readonly [what: string, handler: Middleware])[] = [
  ['a typed error', throwing(new MyDataError(40305))],
  ['a typed error of the status 500', throwing(new MyDataError(50001))],
  ['a failure', throwing(new Failure('maintenance'))],
  ['ctx.throw(400)', (ctx) => ctx.throw(400)],
  ['an unknown route', (_ctx, next) => next()],
  ['a success', ok],
];

describe.each(versions)('%s, without onError', (_name, Koa) => {
  let app: Koa3;
  let heard: unknown[][];
  let printed: unknown[][];
  const { error: print } = console;

  beforeEach(() => {
    app = new Koa();
    heard = [];
    printed = [];
    console.error = (...given) => printed.push(given);
  });
  afterEach(() => {
    console.error = print;
  });

  const listen = () => app.on('error', (...given: unknown[]) => heard.push(given));
  /** The bytes of the answer, or what came of it. */
  const answerTo = async (handler: Middleware): Promise<string> => {
    app.use(providerErrors(mydata())).use(handler);
    const served = await Served.start(app.callback());
    const answer = await served.answerTo(request('GET /')).catch(String);
    await delay(10);
    return answer;
  };

  test.each(errors)(
    "%s: the application's listener gets it once, unchanged, with its ctx",
    async (_what, thrown) => {
      listen();
      expect(await answerTo(throwing(thrown))).toBe(answerOf(50001));
      expect(heard).toEqual([[thrown, expect.objectContaining({ app })]]);
      expect(heard[0]?.[0]).toBe(thrown);
      expect(printed).toEqual([]);
    },
  );

  test.each(others)(
    '%s: the listener is called once, with an Error whose cause it is',
    async (_what, thrown, text) => {
      listen();
      expect(await answerTo(throwing(thrown))).toBe(answerOf(50001));
      expect(heard).toHaveLength(1);
      const error = heard[0]?.[0] as Error;
      expect(Object.is(error.cause, thrown)).toBe(true);
      expect(error.message).toMatch(text);
    },
  );

  test.each([...errors.map(([what, error]) => [what, error, new RegExp(error.message)] as const), ...others])(
    '%s: Koa prints it once if no listener exists',
    async (_what, thrown, text) => {
      expect(await answerTo(throwing(thrown))).toBe(answerOf(50001));
      expect(printed).toEqual([[expect.stringMatching(text)]]);
    },
  );

  test.each(places)('%s is reported once', async (_where, handler) => {
    listen();
    await answerTo(handler);
    expect(heard).toHaveLength(1);
  });

  test.each(mistakes)('%s is silent', async (_what, handler) => {
    listen();
    await answerTo(handler);
    expect(heard).toEqual([]);
    expect(printed).toEqual([]);
  });

  test('app.silent is heeded', async () => {
    app.silent = true;
    expect(await answerTo(throwing(crash))).toBe(answerOf(50001));
    expect(printed).toEqual([]);
  });

  test('a listener that throws does not change the answer', async () => {
    app.on('error', fail);
    expect(await answerTo(throwing(crash))).toBe(answerOf(50001));
  });

  test('with onError, the listener is not called', async () => {
    listen();
    const reports: ErrorReport[] = [];
    app.use(providerErrors(mydata(), { onError: (report) => reports.push(report) })).use(throwing(crash));
    const served = await Served.start(app.callback());
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(50001));
    expect(reports.map(({ thrown, context }) => [thrown, (context as { path: string }).path])).toEqual([
      [crash, '/'],
    ]);
    expect(heard).toEqual([]);
  });
});

describe.each(versions)('%s: AsyncLocalStorage in onError', (name, Koa) => {
  const storage = new AsyncLocalStorage<string>();
  const enter: Middleware = (_ctx, next) => storage.run('request 1', next);
  const router = new Router().get('/crash', throwing(crash)).get('/stream', (ctx) => {
    ctx.body = new Readable({
      read() {
        setImmediate(() => this.destroy(crash));
      },
    });
  });
  const json: Middleware = (ctx, next) => {
    if (ctx.path !== '/json') return next();
    ctx.body = { balance: 1n };
    return undefined;
  };

  const storesOf = async (app: Koa3, read: () => unknown, ...middleware: Middleware[]) => {
    const stores: unknown[] = [];
    const ours = providerErrors(mydata(), { onError: () => stores.push(read()) });
    for (const each of middleware) app.use(each === here ? ours : each);
    app.use(json).use(router.routes() as Middleware);
    const served = await Served.start(app.callback());
    for (const path of ['/crash', '/unknown', '/json']) await served.answerTo(request(`GET ${path}`));
    return stores;
  };
  const withStorage = { asyncLocalStorage: true } as object;
  /** Stands for `providerErrors`. */
  const here: Middleware = () => {};

  test('entered in front, it is there, except if Koa cannot write JSON after the middleware has returned', async () => {
    const stores = await storesOf(new Koa(), () => storage.getStore(), enter, here);
    expect(stores).toEqual(['request 1', 'request 1', undefined]);
  });

  test('entered behind, it is lost', async () => {
    const stores = await storesOf(new Koa(), () => storage.getStore(), here, enter);
    expect(stores).toEqual([undefined, undefined, undefined]);
  });

  // Koa has the option from 2.16 and 3.0 on.
  test(`entered by Koa's own option, it is always there`, async () => {
    const app: Koa3 = new Koa(withStorage);
    const stores = await storesOf(app, () => app.currentContext?.path, here);
    expect(stores).toEqual(
      name === 'Koa 2.13' ? [undefined, undefined, undefined] : ['/crash', '/unknown', '/json'],
    );
  });
});
