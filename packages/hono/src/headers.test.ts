import { getRequestListener } from '@hono/node-server';
import { MyDataAuthorizeError, MyDataError, mydata, mydataAuthorize, mydataToken } from '@oryu/core';
import { staleHeaders } from '@oryu/core/binding';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { setCookie } from 'hono/cookie';
import { cors } from 'hono/cors';
import { etag } from 'hono/etag';
import { prettyJSON } from 'hono/pretty-json';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { trimTrailingSlash } from 'hono/trailing-slash';
import { etag as etagOf40 } from 'hono4.0/etag';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { keptAlive, request, responseText, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors, standardHeaders } from './index.js';

const transactionId = 'ORYUBANK01S00000000000001';
const owed = { 'x-api-tran-id': transactionId };

/** It computes a tag of an error as well, and answers 304 to it. */
const oldEtag = etagOf40 as unknown as typeof etag;

const serve = (configure: (app: Hono) => unknown, standard = mydata()) => {
  const app = new Hono();
  configure(app);
  providerErrors(app, standard);
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

describe('what described the abandoned answer goes', () => {
  const values = new Map([
    ['content-length', '5'],
    ['transfer-encoding', 'chunked'],
  ]);

  describe.each<[string, (name: string, value: string) => Prepare]>([
    ['set by c.header()', (name, value) => (context) => context.header(name, value)],
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

  test('but those that the standard rules give way', async () => {
    const served = await serve((app) =>
      app.get('/', (context) => {
        context.res.headers.set('x-api-tran-id', 'another');
        throw new MyDataError(40305);
      }),
    );
    expect(await served.answerTo(request('GET /', owed))).toBe(answerOf(40305, owed));
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
  });

  test('of a challenge, the one of a 401', async () => {
    const challenge = 'Basic realm="accounts"';
    const served = await serve((app) => {
      for (const code of [40101, 40305] as const) {
        app.get(`/${code}`, (context) => {
          context.header('www-authenticate', challenge);
          throw new MyDataError(code);
        });
      }
    });
    expect(await served.answerTo(request('GET /40101'))).toBe(
      answerOf(40101, { 'www-authenticate': challenge }),
    );
    expect(await served.answerTo(request('GET /40305'))).toBe(answerOf(40305));
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

  test.each([
    ['no-store', { 'cache-control': 'no-store' }],
    ['private, max-age=60', { 'cache-control': 'no-store' }],
    ['public, max-age=60', {}],
  ])('of Cache-Control: %s, what forbids storing', async (value, headers) => {
    const served = await serve((app) =>
      app.get('/', (context) => {
        context.header('cache-control', value);
        throw new MyDataError(40305);
      }),
    );
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, headers));
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

  test('also what middleware sets on its way back', async () => {
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

test('what Hono’s own middleware sets on a success is on an error as well', async () => {
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

describe('middleware that rewrites what is answered leaves the bytes of an error alone', () => {
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
      providerErrors(app, mydata());
      return app;
    },
    'behind providerErrors': (handler) => {
      const app = new Hono();
      providerErrors(app, mydata());
      return app.use(handler);
    },
    'around a part that is governed as well': (handler) => {
      const app = new Hono().use(handler);
      const part = new Hono().get('/part', () => Promise.reject(new MyDataError(40305)));
      providerErrors(part, mydata());
      app.route('/', part);
      providerErrors(app, mydata());
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
    const served = await serve((app) => {
      app.use(oldEtag(), cors()).get('/', () => {
        throw new MyDataError(40305);
      });
    });
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

test.each(['/', '/nowhere', '/tokens', '/no-error'])(
  'HEAD %s has the headers of the answer to GET, and no body',
  async (path) => {
    const served = await serve((app) => {
      app.get('/', () => {
        throw new MyDataError(40305);
      });
      app.get('/no-error', () => {
        throw undefined;
      });
      app.post('/tokens', (context) => context.body(null));
    });
    const get = await served.answerTo(request(`GET ${path}`));
    const head = await served.answerTo(request(`HEAD ${path}`));
    expect(head).toBe(get.slice(0, get.indexOf('{')));
  },
);

test.each(['GET', 'HEAD'])(
  'the redirect of an authorize error has no Content-Type and no body (%s)',
  async (method) => {
    const callback = 'https://client.example/callback?a=1';
    const served = await serve((app) => {
      app.use(cors());
      app.get('/authorize', (context) => {
        context.header('location', '/abandoned');
        throw new MyDataAuthorizeError('access_denied', { callback, message: 'denied' });
      });
    }, mydataAuthorize() as never);
    const location = `${callback}&error=access_denied&error_description=denied&state=a+b&api_tran_id=${transactionId}`;
    expect(await served.answerTo(request(`${method} /authorize?state=a%20b`, owed))).toBe(
      responseText(
        'HTTP/1.1 302 Found',
        Object.entries({
          location,
          'content-length': '0',
          'access-control-allow-origin': '*',
          ...owed,
          ...keptAlive,
        }),
        '',
      ),
    );
  },
);

describe('the headers that every response owes', () => {
  const body = '{"rsp_code":"00000"}';
  const success = (more: Record<string, string>, length = body.length) =>
    responseText(
      'HTTP/1.1 200 OK',
      Object.entries({ 'content-length': String(length), ...keptAlive, ...more }),
      length === 0 ? '' : body,
    );
  const json = { 'content-type': 'application/json' };

  const handlers: Record<string, [handler: MiddlewareHandler, answer: string]> = {
    'c.json()': [async (context) => context.json({ rsp_code: '00000' }), success({ ...json, ...owed })],
    'a Response of its own': [
      async () => new Response(body, { headers: json }),
      success({ ...json, ...owed }),
    ],
    'Response.json()': [async () => Response.json({ rsp_code: '00000' }), success({ ...json, ...owed })],
    'no body': [async (context) => context.body(null, 200, { 'content-length': '0' }), success(owed, 0)],
  };

  test.each(Object.entries(handlers))('are on a success by %s', async (_name, [handler, answer]) => {
    const served = await serve((app) => app.use(standardHeaders(mydata())).get('/', handler));
    expect(await served.answerTo(request('GET /', owed))).toBe(answer);
    expect(await served.answerTo(request('GET /'))).toBe(
      answer.replace(`\nx-api-tran-id: ${transactionId}`, ''),
    );
  });

  test('are on a redirect, which cannot be changed', async () => {
    const served = await serve((app) =>
      app.use(standardHeaders(mydata())).get('/', () => Response.redirect('https://client.example/', 302)),
    );
    expect(await served.answerTo(request('GET /', owed))).toContain(`\nx-api-tran-id: ${transactionId}\n`);
  });

  test('are on every error, once', async () => {
    const served = await serve((app) => {
      app.use(standardHeaders(mydata()));
      app.get('/', () => {
        throw new MyDataError(40305);
      });
      app.get('/no-error', () => {
        throw undefined;
      });
    });
    expect(await served.answerTo(request('GET /', owed))).toBe(answerOf(40305, owed));
    expect(await served.answerTo(request('GET /no-error', owed))).toBe(answerOf(50001, owed));
    expect(await served.answerTo(request('GET /nowhere', owed))).toBe(answerOf(40401, owed));
    expect(await served.answerTo(request('DELETE /', owed))).toBe(
      answerOf(40501, { allow: 'GET, HEAD', ...owed }),
    );
  });

  test('are those of the standard', async () => {
    const served = await serve((app) =>
      app.use(standardHeaders(mydataToken())).get('/', (context) => context.json({ rsp_code: '00000' })),
    );
    expect(await served.answerTo(request('GET /'))).toBe(
      success({ ...json, 'cache-control': 'no-store', pragma: 'no-cache' }),
    );
  });

  test('need a standard', () => {
    expect(() => standardHeaders(mydata as never)).toThrow(TypeError);
  });
});

test('without standardHeaders, a success is left alone', async () => {
  const served = await serve((app) => app.get('/', (context) => context.text('a')));
  const connection = await served.connect();
  const answer = textOf(await connection.send(request('GET /', owed)).response());
  connection.reset();
  expect(answer).not.toContain('x-api-tran-id');
});
