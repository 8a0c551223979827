import { getRequestListener } from '@hono/node-server';
import { MyDataError, mydata } from '@oryu/core';
import { staleHeaders } from '@oryu/core/binding';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { setCookie } from 'hono/cookie';
import { cors } from 'hono/cors';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { keptAlive, request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

/** Crashes are heard, so that nobody prints them. */
const serve = (configure: (app: Hono) => unknown, standard = mydata()) => {
  const app = new Hono();
  configure(app);
  providerErrors(app, standard, { onError: () => {} });
  return Served.start(getRequestListener(app.fetch));
};

type Prepare = (context: Context) => unknown;

/** A server whose route prepares another answer before it fails, with an Error and with something else. */
const serveAbandoned = (prepare: Prepare) =>
  serve((app) => {
    app.get('/', (context) => {
      prepare(context);
      throw new MyDataError(40305);
    });
    app.get('/no-error', (context) => {
      prepare(context);
      throw undefined;
    });
    app.get('/nowhere', (context) => {
      prepare(context);
      return context.notFound();
    });
  });

const answers = [
  ['GET /', 40305],
  ['GET /no-error', 50001],
  ['GET /nowhere', 40401],
] as const;

describe('headers that described the abandoned answer are dropped', () => {
  const values = new Map([
    ['content-length', '5'],
    ['transfer-encoding', 'chunked'],
  ]);

  describe.each<[string, (name: string, value: string) => Prepare]>([
    ['set on c.res', (name, value) => (context) => context.res.headers.set(name, value)],
    [
      'of a finished response',
      (name, value) => (context) => {
        context.res = new Response('abandoned', { headers: { [name]: value } });
      },
    ],
  ])('%s', (_where, prepare) => {
    test.each([...staleHeaders, 'content-type'])('%s', async (name) => {
      const value = values.get(name) ?? 'stale';
      const served = await serveAbandoned(prepare(name, value));
      for (const [line, code] of answers) {
        // 50001 is retryable: the application may say when.
        const kept = name === 'retry-after' && code === 50001 ? { [name]: value } : {};
        expect(await served.answerTo(request(line))).toBe(answerOf(code, kept));
      }
    });
  });

  test('the status', async () => {
    const served = await serveAbandoned((context) => context.status(201));
    for (const [line, code] of answers) expect(await served.answerTo(request(line))).toBe(answerOf(code));
  });
});

describe('all others stay', () => {
  const others = {
    'x-request-id': '0f8fad5b-d9cb-469f-a165-70867728950e',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    'content-security-policy': "default-src 'none'",
    'server-timing': 'db;dur=53',
    vary: 'Origin',
  };
  const cookies = { 'set-cookie': ['a=1; Path=/; HttpOnly', 'b=2; Path=/'] };
  const setCookies: Prepare = (context) => {
    setCookie(context, 'a', '1', { httpOnly: true });
    setCookie(context, 'b', '2');
  };

  test.each<[string, Prepare]>([
    [
      'set by c.header()',
      (context) => {
        for (const [name, value] of Object.entries(others)) context.header(name, value);
        setCookies(context);
      },
    ],
    [
      'set on c.res',
      (context) => {
        for (const [name, value] of Object.entries(others)) context.res.headers.set(name, value);
        setCookies(context);
      },
    ],
    [
      'set here and there',
      (context) => {
        context.header('vary', others.vary);
        for (const [name, value] of Object.entries(others)) context.res.headers.set(name, value);
        context.header('traceparent', others.traceparent);
        setCookies(context);
      },
    ],
  ])('%s', async (_where, prepare) => {
    const served = await serveAbandoned(prepare);
    for (const [line, code] of answers)
      expect(await served.answerTo(request(line))).toBe(answerOf(code, { ...others, ...cookies }));
  });

  test('together with the error’s own cookie and vary', async () => {
    const served = await serve((app) => {
      app.use(cors({ origin: 'https://app.example' }));
      app.get('/', (context) => {
        setCookie(context, 'a', '1');
        setCookie(context, 'b', '2');
        throw new MyDataError(40305, { headers: { 'set-cookie': 'c=3', vary: 'x-api-type' } });
      });
    });
    expect(await served.answerTo(request('GET /'))).toBe(
      answerOf(40305, { vary: 'x-api-type, Origin', 'set-cookie': ['a=1; Path=/', 'b=2; Path=/', 'c=3'] }),
    );
  });

  test('also those of a response that cannot be changed', async () => {
    const served = await serve((app) =>
      app.get(
        '/',
        async (_context, next) => {
          await next();
          throw new MyDataError(40305);
        },
        () => Response.redirect('https://client.example/', 302),
      ),
    );
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
  });

  test('also headers that middleware sets after next()', async () => {
    const after: MiddlewareHandler = async (context, next) => {
      await next();
      context.header('x-after', '1');
    };
    const served = await serve((app) => {
      app.use(after).get('/', () => {
        throw new MyDataError(40305);
      });
      app.get('/no-error', () => {
        throw undefined;
      });
    });
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, { 'x-after': '1' }));
    expect(await served.answerTo(request('GET /nowhere'))).toBe(answerOf(40401, { 'x-after': '1' }));
    expect(await served.answerTo(request('GET /no-error'))).toBe(answerOf(50001, { 'x-after': '1' }));
  });
});

test('headers that Hono’s own middleware sets on a success are on an error as well', async () => {
  const served = await serve((app) => {
    app.use(
      secureHeaders(),
      cors({ origin: 'https://app.example', credentials: true }),
      requestId({ generator: () => '1' }),
    );
    app.get('/ok', (context) => context.body('a'));
    app.get('/closed', () => {
      throw new MyDataError(40305);
    });
  });
  const connection = await served.connect();
  const { headers } = await connection.send(request('GET /ok', { origin: 'https://app.example' })).response();
  connection.reset();
  const theirs = headers.filter(
    ([name]) => !(name.toLowerCase() in keptAlive || /^content-(type|length)$/.test(name)),
  );
  expect(theirs).toContainEqual(['access-control-allow-origin', 'https://app.example']);
  expect(theirs).toContainEqual(['x-content-type-options', 'nosniff']);
  expect(theirs).toContainEqual(['x-request-id', '1']);
  const asked = { origin: 'https://app.example' };
  for (const [line, code] of [
    ['GET /nowhere', 40401],
    ['GET /closed', 40305],
  ] as const)
    expect(await served.answerTo(request(line, asked))).toBe(answerOf(code, Object.fromEntries(theirs)));
});
