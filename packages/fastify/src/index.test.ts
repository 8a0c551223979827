import { setTimeout as delay } from 'node:timers/promises';
import { type FailureKind, MyDataError, mydata } from '@oryu/core';
import fastify5, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { ok, versions } from '../../../test/support/fastify-versions.js';
import { hearReports } from '../../../test/support/heard.js';
import { answerOverHttp2 } from '../../../test/support/http2.js';
import { kinds } from '../../../test/support/kinds.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { closing, request, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors, serverOptions, standardHeaders } from './index.js';

const transactionId = 'ORYUBANK01S00000000000001';
const closed = () => {
  throw new MyDataError(40305);
};

describe.each(versions)('%s', (name, fastify) => {
  const { reports, onError } = hearReports();

  const start = async (configure: (app: FastifyInstance) => unknown = () => {}, options = {}) => {
    const app = fastify({ ...serverOptions(mydata(), { onError }), ...options } as FastifyServerOptions);
    await app.register(providerErrors, { standard: mydata(), onError });
    await configure(app);
    await app.ready();
    return { app, served: await Served.start(app.server) };
  };

  describe('serverOptions', () => {
    test('a percent-escape that cannot be decoded is answered and reported', async () => {
      const { served } = await start((app) => app.get('/accounts/:id', ok));
      const owed = { 'x-api-tran-id': transactionId };
      expect(await served.answerTo(request('GET /accounts/%E0%A4', owed))).toBe(answerOf(40001, owed));
      expect(await served.answerTo(request('GET /%'))).toBe(answerOf(40001));
      expect(reports.map(({ origin, request }) => [origin, request.url])).toEqual([
        ['framework', '/accounts/%E0%A4'],
        ['framework', '/%'],
      ]);
    });

    test('a parameter that is too long is malformed in Fastify 5 and an unknown route in Fastify 4', async () => {
      const { served } = await start((app) => app.get('/accounts/:id', ok));
      const answer = await served.answerTo(request(`GET /accounts/${'1'.repeat(101)}`));
      expect(answer).toBe(answerOf(name === 'Fastify 5' ? 40001 : 40401));
    });

    test('a constraint that fails is answered as unexpected', async () => {
      const { served } = await start((app) => {
        app.addConstraintStrategy({
          name: 'secret',
          storage: () => ({ get: () => null, set: () => {} }),
          // Its three parameters tell Fastify that it calls back.
          deriveConstraint: (_request: unknown, _context: unknown, done: (error: Error) => void) =>
            done(new Error('비밀')),
        } as never);
        app.route({ method: 'GET', url: '/', constraints: { secret: 'a' }, handler: ok });
      });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(50001));
    });

    test.each([
      ['a malformed request line', 'nonsense\r\n\r\n'],
      ['a malformed header', 'GET / HTTP/1.1\r\nhost: a\r\nno header\r\n\r\n'],
      ['headers that are too large', `GET / HTTP/1.1\r\nhost: a\r\nx-a: ${'a'.repeat(100_000)}\r\n\r\n`],
    ])('%s is answered, each time, and the connection closed', async (_what, bytes) => {
      const { served } = await start();
      for (const _time of ['first', 'second']) {
        const connection = await served.connect();
        const answer = textOf(await connection.send(bytes).response());
        expect(answer).toBe(answerOf(40001, {}, { connection: closing }));
        expect((await connection.rest()).toString()).toBe('');
      }
    });

    test('a client error behind a request comes after its answer', async () => {
      const { served } = await start((app) =>
        app.get('/', async () => {
          await delay(30);
          closed();
        }),
      );
      const first = await served.connect();
      await first.send('nonsense\r\n\r\n').response();
      const connection = await served.connect();
      connection.send(request('GET /'), 'nonsense\r\n\r\n');
      expect(textOf(await connection.response())).toContain('"40305"');
      expect(textOf(await connection.response())).toContain('"40001"');
    });

    test('a request that arrives while the server closes is served', async () => {
      const { app, served } = await start((app) => {
        app.get('/slow', async () => {
          await delay(50);
          return {};
        });
        app.get('/closed', closed);
      });
      const connection = await served.connect();
      connection.send(request('GET /slow'));
      await delay(10);
      const close = app.close();
      connection.send(request('GET /closed'));
      expect((await connection.response()).statusLine).toBe('HTTP/1.1 200 OK');
      expect(textOf(await connection.response())).toBe(answerOf(40305, {}, { connection: closing }));
      await close;
    });

    test('without it, these are answers of Fastify itself', async () => {
      const app = fastify();
      await app.register(providerErrors, { standard: mydata() });
      app.get('/:id', ok);
      await app.ready();
      const served = await Served.start(app.server);
      expect(await served.answerTo(request('GET /%'))).toContain('"code":"FST_ERR_BAD_URL"');
    });
  });

  test('the URL is the received one, even if rewriteUrl changes it', async () => {
    const { served } = await start(undefined, { rewriteUrl: () => '/rewritten' });
    await served.answerTo(request('GET /v2/accounts?limit=1'));
    expect(reports.map((report) => report.request.url)).toEqual(['/v2/accounts?limit=1']);
  });

  // Under Node 20, Jest cannot load what inject() of Fastify 5 requires.
  if (name === 'Fastify 4') {
    test.each([
      ['/closed', 403, '40305'],
      ['/nowhere', 404, '40401'],
    ])('inject() of %s gets the same answer', async (url, status, code) => {
      const { app } = await start((app) => app.get('/closed', closed));
      const { statusCode, headers, body } = await app.inject({ url });
      expect([statusCode, headers['content-type'], JSON.parse(body).rsp_code]).toEqual([
        status,
        'application/json; charset=UTF-8',
        code,
      ]);
    });
  }

  test('standardHeaders and serverOptions refuse a factory that was not called', async () => {
    const called = /call the factory, for example mydata\(\)/;
    const register = async () => fastify().register(standardHeaders, { standard: mydata as never });
    await expect(register()).rejects.toThrow(called);
    expect(() => serverOptions(mydata as never)).toThrow(called);
  });
});

test.each<[path: string, kind: FailureKind]>([
  ['/nowhere', 'route-not-found'],
  ['/crash', 'unexpected'],
  ['/%', 'malformed-request'],
])('over HTTP/2, %s is answered as %s', async (path, kind) => {
  const app = fastify5({ http2: true, ...serverOptions(kinds()) });
  await app.register(providerErrors, { standard: kinds() });
  app.get('/crash', () => {
    throw new Error('crash');
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { headers, body } = await answerOverHttp2(app.server, path);
  expect([headers[':status'], headers['content-type'], body]).toEqual([500, 'text/plain', kind]);
  await app.close();
});
