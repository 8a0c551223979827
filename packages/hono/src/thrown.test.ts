import { getRequestListener } from '@hono/node-server';
import { type ErrorReport, Failure, MyDataError, mydata } from '@oryu/core';
import { type Context, Hono, type MiddlewareHandler, type Next } from 'hono';
import { validator } from 'hono/validator';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const secret = 'SELECT * FROM accounts';
const refuse = () => {
  throw new Error(secret);
};

/** Hono's `onError` is given an Error alone; of a proxy that refuses even this question, it gets the refusal. */
const thrown: readonly (readonly [name: string, value: unknown, isReplaced?: boolean])[] = [
  ['an Error', new Error(secret)],
  ['a frozen Error', Object.freeze(new Error(secret))],
  ['undefined', undefined],
  ["''", ''],
  ['a text', secret],
  ['an object', {}],
  ['a Response', new Response(secret, { status: 404 })],
  ['a promise', Promise.resolve(new MyDataError(40305))],
  ['a proxy that refuses everything', new Proxy({}, new Proxy({}, { get: () => refuse })), true],
];

/** Where `providerErrors` stands, and what stands beside it. */
const places: Record<string, (app: Hono, govern: () => void, route: (app: Hono) => unknown) => unknown> = {
  'before the routes': (app, govern, route) => {
    govern();
    route(app);
  },
  'after the routes': (app, govern, route) => {
    route(app);
    govern();
  },
  'after the routes, with middleware before them': (app, govern, route) => {
    app.use(async (context, next) => {
      await next();
      context.header('x-after', '1');
    });
    route(app);
    govern();
  },
  'in an application that another mounts': (app, govern, route) => {
    const part = new Hono();
    route(part);
    app.route('/', part);
    govern();
  },
  'in an application with a base path': (app, govern, route) => {
    route(app.basePath('/v2'));
    govern();
  },
};

describe.each(Object.entries(places))('%s', (_place, arrange) => {
  const reports: ErrorReport[] = [];
  let served: Served;

  beforeAll(async () => {
    const app = new Hono();
    const govern = () => providerErrors(app, mydata(), { onError: (report) => reports.push(report) });
    arrange(app, govern, (routes) => {
      for (const [index, [, value]] of thrown.entries()) {
        routes.get(`/throw/${index}`, () => {
          throw value;
        });
        routes.get(`/reject/${index}`, async () => {
          throw value;
        });
      }
    });
    served = await Served.start(getRequestListener(app.fetch));
  });

  const base = arrange === places['in an application with a base path'] ? '/v2' : '';

  test.each(thrown.map(([name, value, isReplaced], index) => [name, value, isReplaced, index] as const))(
    '%s is unexpected, and reported once',
    async (_name, value, isReplaced, index) => {
      for (const way of ['throw', 'reject']) {
        reports.length = 0;
        const answer = await served.answerTo(request(`GET ${base}/${way}/${index}`));
        expect(answer.replace('\nx-after: 1', '')).toBe(answerOf(50001));
        expect(reports.map(({ origin }) => origin)).toEqual(['unexpected']);
        if (isReplaced !== true) expect(Object.is(reports[0]?.thrown, value)).toBe(true);
      }
    },
  );
});

test.each<[where: string, handlers: MiddlewareHandler[]]>([
  [
    'a validator',
    [
      validator('query', () => {
        throw new MyDataError(40305);
      }),
      async (context) => context.text('not reached'),
    ],
  ],
  [
    'a middleware behind the response',
    [
      async (_context, next) => {
        await next();
        throw new MyDataError(40305);
      },
      async (context) => context.text('abandoned', 201, { etag: '"v1"' }),
    ],
  ],
])('an error that %s throws is answered', async (_where, handlers) => {
  const app = new Hono();
  providerErrors(app, mydata());
  app.get('/', ...(handlers as [MiddlewareHandler]));
  const served = await Served.start(getRequestListener(app.fetch));
  expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
});

test('translate is also called for a value that is not an Error', async () => {
  const app = new Hono();
  providerErrors(app, mydata(), {
    translate: (thrown) => (thrown === 'late' ? new Failure('timeout') : undefined),
  });
  app.get('/', () => {
    throw 'late';
  });
  const served = await Served.start(getRequestListener(app.fetch));
  expect(await served.answerTo(request('GET /'))).toBe(answerOf(50003));
});

test('a handler that returns nothing is a mistake, and is reported as one', async () => {
  const reports: ErrorReport[] = [];
  const app = new Hono();
  providerErrors(app, mydata(), { onError: (report) => reports.push(report) });
  app.get('/', (() => undefined) as never);
  const served = await Served.start(getRequestListener(app.fetch));
  expect(await served.answerTo(request('GET /'))).toBe(answerOf(50001));
  expect(reports.map(({ origin, thrown }) => [origin, thrown instanceof Error])).toEqual([
    ['unexpected', true],
  ]);
});

test('a handler that sets its response answers with it, and one that calls next() leaves the answer to the next handler', async () => {
  const app = new Hono();
  providerErrors(app, mydata());
  app.get('/sets', (async (context: Context) => {
    context.res = context.text('set');
  }) as never);
  app.get('/passes', (async (_context: Context, next: Next) => {
    await next();
  }) as never);
  const served = await Served.start(getRequestListener(app.fetch));
  expect(await served.answerTo(request('GET /sets'))).toContain('\n\nset');
  expect(await served.answerTo(request('GET /passes'))).toBe(answerOf(40401));
});
