import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { type ErrorReport, MyDataError, mydata } from '@oryu/core';
import type { RawResponse } from '@oryu/testing';
import compression from 'compression';
// @ts-expect-error: it has no declarations.
import cookieSession from 'cookie-session';
import cors from 'cors';
import type { Express, RequestHandler } from 'express';
// @ts-expect-error: it has no declarations.
import session from 'express-session';
import helmet from 'helmet';
// @ts-expect-error: it has no declarations.
import morgan from 'morgan';
// @ts-expect-error: it has no declarations.
import responseTime from 'response-time';
import { ok, plain, versions } from '../../../test/support/express-versions.js';
import { AbortedResponse, request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const storeFailed = new Error('the store is down');

/** A session store that takes its time, and may fail. */
class Store extends session.MemoryStore {
  constructor(
    readonly time: number,
    readonly fails = false,
  ) {
    super();
  }

  set(id: string, given: object, done: (error?: Error) => void) {
    setTimeout(() => (this.fails ? done(storeFailed) : super.set(id, given, done)), this.time);
  }
}

const sessions = (store: object): RequestHandler[] => [
  session({ secret: 'a', resave: true, saveUninitialized: true, store }),
  (request, _response, next) => {
    (request as unknown as { session: Record<string, unknown> }).session.seen = true;
    next();
  },
];

const lines: string[] = [];
const log: RequestHandler = morgan('tiny', { stream: { write: (line: string) => lines.push(line) } });

const others: Record<string, () => RequestHandler[]> = {
  nothing: () => [],
  compression: () => [compression({ threshold: 0 })],
  'express-session': () => sessions(new Store(0)),
  'express-session with a slow store': () => sessions(new Store(40)),
  'cookie-session': () => [
    cookieSession({ secret: 'a' }),
    (request, _response, next) => {
      (request as unknown as { session: Record<string, unknown> }).session.seen = true;
      next();
    },
  ],
  'morgan, response-time, helmet and cors': () => [log, responseTime(), helmet(), cors()],
  'all of them': () => [
    log,
    responseTime(),
    helmet(),
    cors(),
    compression({ threshold: 0 }),
    ...sessions(new Store(20)),
  ],
};

/** Handlers that answer in full. */
const complete: Record<string, RequestHandler> = {
  'res.json()': (_request, response) => void response.json({ a: 1 }),
  'res.send()': (_request, response) => void response.send('whole'),
  'res.end() with a body': (_request, response) => void response.end('whole'),
  'res.write() and res.end()': (_request, response) => {
    response.write('who');
    response.end('le');
  },
  'res.end()': (_request, response) => void response.end(),
  'res.sendStatus(204)': (_request, response) => void response.sendStatus(204),
  'res.redirect()': (_request, response) => response.redirect('/elsewhere'),
};

const failed = () => new MyDataError(40305);
const fail = () => {
  throw failed();
};

/** What they do then. */
const endings: Record<string, (handler: RequestHandler) => RequestHandler> = {
  throws: (handler) => (request, response, next) => {
    handler(request, response, next);
    throw failed();
  },
  'calls next(error) a little later': (handler) => (request, response, next) => {
    handler(request, response, next);
    setTimeout(() => next(failed()), 5);
  },
};

/** Status, headers and body, without what differs from one answer to the next. */
function essence({ statusLine, headers, body }: RawResponse) {
  const isCompressed = headers.some(([name, value]) => name === 'content-encoding' && value === 'gzip');
  return [
    statusLine,
    headers
      .map(([name, value]) => `${name}: ${/^(date|set-cookie|x-response-time)$/.test(name) ? '-' : value}`)
      .sort(),
    (isCompressed ? gunzipSync(body) : body).toString(),
  ];
}

describe.each(versions)('%s', (_name, express) => {
  describe.each(Object.entries(others))('behind %s', (middleware, make) => {
    const isCompressing = ['compression', 'all of them'].includes(middleware);
    let reports: ErrorReport[];

    const serve = (configure: (app: Express) => unknown) => {
      reports = [];
      const app = plain(express).set('env', 'test');
      for (const middleware of make()) app.use(middleware);
      configure(app);
      app.get('/error', fail);
      return Served.start(app.use(providerErrors(mydata(), { onError: (report) => reports.push(report) })));
    };

    test.each(Object.entries(endings))(
      'a handler that has answered in full, and then %s, has answered',
      async (_what, then) => {
        const served = await serve((app) => {
          for (const [index, handler] of Object.values(complete).entries())
            app.get(`/plain/${index}`, handler).get(`/failing/${index}`, then(handler));
        });
        const connection = await served.connect();
        const answers: unknown[] = [];
        for (const index of Object.keys(complete).keys()) {
          for (const headers of isCompressing ? [{}, { 'accept-encoding': 'gzip' }] : [{}]) {
            const [expected, answer, next] = [
              await connection.send(request(`GET /plain/${index}`, headers)).response(),
              await connection.send(request(`GET /failing/${index}`, headers)).response(),
              await connection.send(request('GET /error', headers)).response(),
            ];
            expect(essence(answer)).toEqual(essence(expected));
            answers.push([`/failing/${index}`], ['/error', next.status]);
          }
        }
        connection.reset();
        await delay(20);
        const reported = reports.map(({ request: { url }, reply }) =>
          url === '/error' ? [url, reply.status] : [url],
        );
        expect(reported.sort()).toEqual(answers.sort());
      },
    );

    test('half an answer is cut off', async () => {
      const served = await serve((app) =>
        app.get('/half', (_request, response) => {
          response.write('half');
          throw failed();
        }),
      );
      const connection = await served.connect();
      await expect(connection.send(request('GET /half')).response()).rejects.toThrow(AbortedResponse);
      expect(reports).toHaveLength(1);
    });

    test('an error leaves with the headers that a success has', async () => {
      const served = await serve((app) => app.get('/ok', ok));
      const names = async (path: string) => {
        const connection = await served.connect();
        const { headers } = await connection.send(request(`GET ${path}`)).response();
        connection.reset();
        return headers.map(([name]) => name).filter((name) => !/^(etag|content-length)$/.test(name));
      };
      expect((await names('/error')).sort()).toEqual((await names('/ok')).sort());
    });
  });

  test('a session store that fails while an answer is sent does not change the answer', async () => {
    const reports: ErrorReport[] = [];
    const app = plain(express)
      .set('env', 'test')
      .use(sessions(new Store(20, true)));
    app
      .get('/ok', ok)
      .get('/error', fail)
      .get('/failing', (_request, response) => {
        response.json({ a: 1 });
        throw failed();
      });
    app.use(providerErrors(mydata(), { onError: (report) => reports.push(report) }));
    const served = await Served.start(app);
    for (const path of ['/ok', '/error', '/failing']) {
      const connection = await served.connect();
      const { status, isWhole } = await connection.send(request(`GET ${path}`)).response();
      expect([status, isWhole]).toEqual([path === '/error' ? 403 : 200, true]);
      await delay(30);
      connection.reset();
    }
    // Once for each request; a second failure goes to Express's own last handler.
    expect(reports.map(({ request: { url }, thrown }) => [url, thrown === storeFailed])).toEqual([
      ['/ok', true],
      ['/error', false],
      ['/failing', false],
    ]);
  });
});
