import { getRequestListener } from '@hono/node-server';
import { type ErrorReport, Failure, MyDataError, MyDataTokenError, mydata, parseReply } from '@oryu/core';
import { type Context, Hono, type Next } from 'hono';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

type Thrown = readonly [name: string, value: unknown];

const secret = 'SELECT * FROM accounts';
const refuse = () => {
  throw new Error(secret);
};
const likeError = (members: object) => Object.assign(new Error(secret), members);

/** Nothing is taken from what is not recognised, however much it looks like something. */
const errors: readonly Thrown[] = [
  ['an Error', new Error(secret)],
  ['a frozen Error', Object.freeze(new Error(secret))],
  ['an Error whose members refuse', Object.defineProperty(new Error(), 'status', { get: refuse })],
  ['an Error with a status', likeError({ status: 404, statusCode: 404 })],
  ['an Error with a response', likeError({ status: 404, getResponse: () => new Response(secret) })],
  ['an Error of a fetch client', likeError({ status: 404, response: new Response(secret) })],
  ['a SyntaxError of the handler', new SyntaxError('Unexpected end of JSON input')],
  ['a URIError of the handler', new URIError(secret)],
  ['an AggregateError', new AggregateError([new MyDataError(40305)], secret)],
];

/** Hono's `onError` is given none of these. */
const noErrors: readonly Thrown[] = [
  ['undefined', undefined],
  ['null', null],
  ['false', false],
  ['0', 0],
  ['NaN', Number.NaN],
  ["''", ''],
  ['a text', secret],
  ['a number that is a code', 40305],
  ['true', true],
  ['a bigint', 1n],
  ['a symbol', Symbol(secret)],
  ['a function', refuse],
  ['an object', {}],
  ['an array', [new MyDataError(40305)]],
  ['an object without a prototype', Object.create(null)],
  [
    'an object like an HTTPException',
    { status: 404, res: undefined, getResponse: () => new Response(secret) },
  ],
  ['a Response', new Response(secret, { status: 404 })],
  ['a promise', Promise.resolve(new MyDataError(40305))],
];

/** What refuses even to be asked whether it is an Error: Hono goes on with the refusal. */
const refusing: readonly Thrown[] = [
  ['a proxy that refuses everything', new Proxy({}, new Proxy({}, { get: () => refuse }))],
  [
    'a proxy of an Error that refuses everything',
    new Proxy(new Error(), new Proxy({}, { get: () => refuse })),
  ],
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
  const isThere = (report: ErrorReport | undefined) => [report?.thrown, report?.origin];
  const all = [...errors, ...noErrors, ...refusing];
  let served: Served;

  beforeAll(async () => {
    const app = new Hono();
    const govern = () => providerErrors(app, mydata(), { onError: (report) => reports.push(report) });
    arrange(app, govern, (routes) => {
      for (const [index, [, value]] of all.entries()) {
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

  const statusAndBody = (answer: string) => answer.replace(/\nx-after: 1/, '');
  const base = arrange === places['in an application with a base path'] ? '/v2' : '';

  test.each(all.map(([name], index) => [name, index] as const))(
    '%s is unexpected, reported once, and on no wire',
    async (_name, index) => {
      const [, value] = all[index] as Thrown;
      const refuses = index >= errors.length + noErrors.length;
      for (const way of ['throw', 'reject']) {
        reports.length = 0;
        const answer = await served.answerTo(request(`GET ${base}/${way}/${index}`));
        expect(statusAndBody(answer)).toBe(answerOf(50001));
        expect(reports).toHaveLength(1);
        if (!refuses) expect(isThere(reports[0])).toEqual([value, 'unexpected']);
      }
    },
  );
});

describe('a typed error', () => {
  const reply = { status: 403, headers: {}, body: '{"rsp_code":"40305","rsp_msg":"a"}' };
  const { error: fromWire } = parseReply(mydata(), reply);

  test.each<[string, unknown, string]>([
    ['that is frozen', Object.freeze(new MyDataError(40305)), answerOf(40305)],
    ['of a subclass', new (class extends MyDataError {})(40305), answerOf(40305)],
    ['with a cause', new MyDataError(40305, { cause: new Error(secret) }), answerOf(40305)],
    ['of another standard', new MyDataTokenError('invalid_grant'), answerOf('invalid_grant')],
    ['from another server', fromWire, answerOf(50002)],
    [
      'that is a Failure',
      new Failure('maintenance', { retryAfter: 5 }),
      answerOf(50008, { 'retry-after': '5' }),
    ],
  ])('%s is answered as it says', async (_name, thrown, answer) => {
    const app = new Hono();
    providerErrors(app, mydata());
    app.get('/', () => {
      throw thrown;
    });
    const served = await Served.start(getRequestListener(app.fetch));
    expect(await served.answerTo(request('GET /'))).toBe(answer);
  });
});

test('translate is asked for what is no Error as well', async () => {
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

test('a handler that answers nothing is a mistake, and reported as one', async () => {
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

test('a handler that sets its response answers with it, and one that passes on leaves the answer to who comes next', async () => {
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
