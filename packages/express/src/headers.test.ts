import { gunzipSync } from 'node:zlib';
import { MyDataError, mydata } from '@oryu/core';
import compression from 'compression';
import cors from 'cors';
import type { Express, Response } from 'express';
import helmet from 'helmet';
import { ok, plain, versions } from '../../../test/support/express-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { keptAlive, request, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors, standardHeaders } from './index.js';

const transactionId = 'ORYUBANK01S00000000000001';

describe.each(versions)('%s', (_name, express) => {
  const serve = (configure: (app: Express) => unknown) => {
    const app = plain(express);
    configure(app);
    return Served.start(app.use(providerErrors(mydata())));
  };

  /** A server whose route prepares another answer before it fails. */
  const serveAbandoned = (prepare: (response: Response) => unknown) =>
    serve((app) =>
      app.get('/', (_request, response) => {
        prepare(response);
        throw new MyDataError(40305);
      }),
    );

  describe('headers that described the abandoned answer are dropped', () => {
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

  test('X-Powered-By, which Express adds, is not changed', async () => {
    const served = await Served.start(express().use(providerErrors(mydata())));
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40401, { 'x-powered-by': 'Express' }));
  });

  test('headers that cors and helmet set on a success are on an error as well', async () => {
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

  test('the preflight request that cors answers is not an error', async () => {
    const served = await serve((app) => app.use(cors({ origin: 'https://app.example' })).post('/tokens', ok));
    const preflight = request('OPTIONS /tokens', {
      origin: 'https://app.example',
      'access-control-request-method': 'POST',
    });
    expect(await served.answerTo(preflight)).toMatch(/^HTTP\/1\.1 204 No Content\n/);
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

    test('an error is not compressed if the client cannot decompress', async () => {
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40401, { vary: 'Accept-Encoding' }));
    });
  });

  test('a route in front of standardHeaders is not changed', async () => {
    const served = await serve((app) => {
      app.get('/before', ok);
      app.use(standardHeaders(mydata())).get('/after', ok);
    });
    const headers = { 'x-api-tran-id': transactionId };
    expect(await served.answerTo(request('GET /before', headers))).not.toContain('x-api-tran-id');
    expect(await served.answerTo(request('GET /after', headers))).toContain(
      `\nx-api-tran-id: ${transactionId}\n`,
    );
  });

  test('standardHeaders refuses a value that is not a standard when the application starts', () => {
    const message = 'call the factory, for example mydata() instead of mydata';
    expect(() => standardHeaders(mydata as never)).toThrow(message);
    expect(() => standardHeaders(null as never)).toThrow('pass a configured standard');
  });
});
