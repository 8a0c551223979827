import { gunzipSync } from 'node:zlib';
import { MyDataAuthorizeError, MyDataError, mydata, mydataAuthorize, type Standard } from '@oryu/core';
import { staleHeaders } from '@oryu/core/binding';
import compression from 'compression';
import cors from 'cors';
import type { Express, Response } from 'express';
import helmet from 'helmet';
import { ok, plain, versions } from '../../../test/support/express-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { keptAlive, request, responseText, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors, standardHeaders } from './index.js';

const transactionId = 'ORYUBANK01S00000000000001';

describe.each(versions)('%s', (_name, express) => {
  const serve = (configure: (app: Express) => unknown, standard: Standard = mydata()) => {
    const app = plain(express);
    configure(app);
    return Served.start(app.use(providerErrors(standard)));
  };

  /** A server whose route prepares another answer before it fails. */
  const serveAbandoned = (prepare: (response: Response) => unknown) =>
    serve((app) =>
      app.get('/', (_request, response) => {
        prepare(response);
        throw new MyDataError(40305);
      }),
    );

  describe('what described the abandoned answer goes', () => {
    const values = new Map([
      ['content-length', '5'],
      ['transfer-encoding', 'chunked'],
    ]);

    test.each([...staleHeaders, 'content-type'])('%s', async (name) => {
      const served = await serveAbandoned((response) =>
        response.setHeader(name, values.get(name) ?? 'stale'),
      );
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test.each<[string, (response: Response) => unknown]>([
      ['the status', (response) => response.status(201)],
      [
        'a reason phrase',
        (response) => {
          response.statusMessage = 'Created and More';
        },
      ],
      [
        'a Korean reason phrase, which cannot be sent at all',
        (response) => {
          response.statusMessage = '생성됨';
        },
      ],
    ])('%s', async (_what, prepare) => {
      const served = await serveAbandoned(prepare);
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });
  });

  test('all others stay', async () => {
    const others = {
      'set-cookie': ['a=1; Path=/; HttpOnly', 'b=2; Path=/'],
      'x-request-id': '0f8fad5b-d9cb-469f-a165-70867728950e',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      'content-security-policy': "default-src 'none'",
      'strict-transport-security': 'max-age=31536000',
      'server-timing': 'db;dur=53',
      vary: 'Origin',
    };
    const served = await serveAbandoned((response) => response.set(others));
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, others));
  });

  test('X-Powered-By, which Express adds, is for Express to keep or drop', async () => {
    const served = await Served.start(express().use(providerErrors(mydata())));
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40401, { 'x-powered-by': 'Express' }));
  });

  test('what cors and helmet set on a success is on an error as well', async () => {
    const served = await serve((app) => {
      app.use(helmet(), cors({ origin: 'https://app.example', credentials: true }));
      app.get('/ok', ok);
    });
    const connection = await served.connect();
    const { headers } = await connection.send(request('GET /ok')).response();
    connection.reset();
    const lines = headers.map(([name, value]) => [name.toLowerCase(), value] as const);
    const theirs = lines.filter(
      ([name]) => !(name in keptAlive || /^(content-(type|length)|etag)$/.test(name)),
    );
    expect(theirs).toContainEqual(['access-control-allow-origin', 'https://app.example']);
    expect(theirs).toContainEqual(['x-content-type-options', 'nosniff']);
    expect(await served.answerTo(request('GET /nowhere'))).toBe(answerOf(40401, Object.fromEntries(theirs)));
  });

  test('the preflight request that cors answers is no error', async () => {
    const served = await serve((app) => app.use(cors({ origin: 'https://app.example' })).post('/tokens', ok));
    const preflight = request('OPTIONS /tokens', {
      origin: 'https://app.example',
      'access-control-request-method': 'POST',
    });
    expect(await served.answerTo(preflight)).toMatch(/^HTTP\/1\.1 204 No Content\n/);
  });

  describe('an error is never an answer from a cache', () => {
    test.each([
      ['If-None-Match: *', { 'if-none-match': '*' }],
      ['If-None-Match with the tag of the abandoned answer', { 'if-none-match': '"v1"' }],
      ['If-Modified-Since', { 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' }],
    ])('%s', async (_what, headers) => {
      const served = await serveAbandoned((response) =>
        response.set({ etag: '"v1"', 'last-modified': 'Mon, 01 Jan 2024 00:00:00 GMT' }),
      );
      expect(await served.answerTo(request('GET /', headers))).toBe(answerOf(40305));
    });
  });

  test.each(['/', '/nowhere', '/tokens'])(
    'HEAD %s has the headers of the answer to GET, and no body',
    async (path) => {
      const served = await serve((app) => {
        app.get('/', () => {
          throw new MyDataError(40305);
        });
        app.post('/tokens', ok);
      });
      const get = await served.answerTo(request(`GET ${path}`));
      const head = await served.answerTo(request(`HEAD ${path}`));
      expect(head).toBe(get.slice(0, get.indexOf('{')));
    },
  );

  test('the redirect of an authorize error has no Content-Type and no body', async () => {
    const callback = 'https://client.example/callback?a=1';
    const served = await serve(
      (app) =>
        app.get('/authorize', (_request, response) => {
          response.type('html').set('cache-control', 'max-age=60');
          throw new MyDataAuthorizeError('access_denied', '거부');
        }),
      mydataAuthorize({ callback: () => callback }),
    );
    const members = `error=access_denied&error_description=%EA%B1%B0%EB%B6%80&state=a+b&api_tran_id=${transactionId}`;
    expect(
      await served.answerTo(request('GET /authorize?state=a%20b', { 'x-api-tran-id': transactionId })),
    ).toBe(
      responseText(
        'HTTP/1.1 302 Found',
        Object.entries({
          ...keptAlive,
          location: `${callback}&${members}`,
          'content-length': '0',
          'x-api-tran-id': transactionId,
        }),
        '',
      ),
    );
  });

  describe('behind compression', () => {
    let served: Served;

    beforeAll(async () => {
      served = await serve((app) => app.use(compression({ threshold: 0 })));
    });

    test('an error is compressed, and is the same when decompressed', async () => {
      const connection = await served.connect();
      const response = await connection.send(request('GET /', { 'accept-encoding': 'gzip' })).response();
      connection.reset();
      const plainText = answerOf(40401, {
        'content-encoding': 'gzip',
        'transfer-encoding': 'chunked',
        vary: 'Accept-Encoding',
      });
      expect(textOf({ ...response, body: gunzipSync(response.body) })).toBe(
        plainText.replace(/content-length: .*\n/, ''),
      );
    });

    test('an error for who cannot decompress is as it is', async () => {
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40401, { vary: 'Accept-Encoding' }));
    });
  });

  describe('standardHeaders', () => {
    const success = (headers: Record<string, string> = {}) =>
      responseText(
        'HTTP/1.1 200 OK',
        Object.entries({ ...keptAlive, 'content-length': '2', 'content-type': 'text/plain', ...headers }),
        'ok',
      );
    const plainOk = (_request: unknown, response: Response) =>
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '2' }).end('ok');
    const owed = { 'x-api-tran-id': transactionId };
    let served: Served;

    beforeAll(async () => {
      served = await serve((app) => {
        app.get('/before', plainOk);
        app.use(standardHeaders(mydata()));
        app.get('/after', plainOk);
      });
    });

    test('gives the transaction id back with successful responses behind it', async () => {
      expect(await served.answerTo(request('GET /after', owed))).toBe(success(owed));
    });

    test('leaves other successful responses as they are', async () => {
      expect(await served.answerTo(request('GET /before', owed))).toBe(success());
      expect(await served.answerTo(request('GET /after'))).toBe(success());
    });

    test.each([
      'oryubank01s00000000000001',
      `${transactionId}0`,
      '한글',
      `${transactionId}, ${transactionId}`,
    ])('gives nothing back that is no transaction id: %s', async (id) => {
      expect(await served.answerTo(request('GET /after', { 'x-api-tran-id': id }))).toBe(success());
      expect(await served.answerTo(request('GET /nowhere', { 'x-api-tran-id': id }))).toBe(answerOf(40401));
    });

    test('gives the transaction id back once with an error', async () => {
      expect(await served.answerTo(request('GET /nowhere', owed))).toBe(answerOf(40401, owed));
    });
  });
});
