/** docs/neighbours.md, Fastify: plugins beside the routes. */
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import httpProxy from '@fastify/http-proxy';
import session from '@fastify/session';
import serveStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import websocket from '@fastify/websocket';
import { Failure, MyDataError } from '@oryu/core';
import { responseStatus } from '@oryu/core/translators';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { serveNewest as serve } from '../support/fastify-applications.js';
import { ok } from '../support/fastify-versions.js';
import { answerOf, answerOfFailure } from '../support/mydata-answers.js';
import { theirAnswer, theirHeaders } from '../support/neighbours.js';
import { keptAlive, request } from '../support/raw-http.js';
import { Served } from '../support/served.js';

const closed = () => {
  throw new MyDataError(40305);
};

describe('@fastify/cors', () => {
  const origin = 'https://app.example';
  const allowed = { 'access-control-allow-origin': origin, vary: 'Origin' };

  test('sets its headers on an error, and answers a preflight request itself', async () => {
    const served = await serve((app) =>
      app.register(cors, { origin: [origin] }).after(() => app.get('/', closed)),
    );
    expect(await served.answerTo(request('GET /', { origin }))).toBe(answerOf(40305, allowed));
    const preflight = request('OPTIONS /', { origin, 'access-control-request-method': 'GET' });
    const methods = { 'access-control-allow-methods': 'GET,HEAD,POST' };
    const vary = { vary: 'Origin, Access-Control-Request-Headers' };
    expect(await served.answerTo(preflight)).toBe(
      theirAnswer('204 No Content', '', { ...allowed, ...methods, ...vary }),
    );
    expect(await served.answerTo(request('OPTIONS /', { origin }))).toBe(
      theirAnswer('400 Bad Request', 'Invalid Preflight Request', {
        ...allowed,
        'content-type': 'text/plain',
      }),
    );
  });

  test('whose function refuses an origin is unexpected, or the failure that it gives', async () => {
    const unknown = await serve((app) =>
      app.register(cors, { origin: (_origin, done) => done(new Error('비밀'), false) }),
    );
    expect(await unknown.answerTo(request('GET /', { origin }))).toBe(
      answerOfFailure('unexpected', { vary: 'Origin' }),
    );
    const served = await serve((app) =>
      app.register(cors, { origin: (_origin, done) => done(new Failure('forbidden'), false) }),
    );
    expect(await served.answerTo(request('GET /', { origin }))).toBe(
      answerOfFailure('forbidden', { vary: 'Origin' }),
    );
  });
});

describe('@fastify/helmet', () => {
  test('sets its headers on an error as on a success', async () => {
    const served = await serve((app) =>
      app.register(helmet).after(() => app.get('/ok', ok).get('/', closed)),
    );
    const headers = await theirHeaders(served, '/ok');
    expect(headers).toHaveProperty('strict-transport-security');
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, headers));
    expect(await served.answerTo(request('GET /nowhere'))).toBe(answerOfFailure('route-not-found', headers));
  });
});

describe('@fastify/static', () => {
  test('leaves a file that is not there to the not-found handler', async () => {
    const served = await serve((app) => app.register(serveStatic, { root: import.meta.dirname }));
    expect(await served.answerTo(request('GET /fastify.test.ts'))).toMatch(/^HTTP\/1\.1 200 OK\n/);
    expect(await served.answerTo(request('GET /absent.txt'))).toBe(answerOfFailure('route-not-found'));
    expect(await served.answerTo(request('POST /absent.txt'))).toBe(answerOfFailure('route-not-found'));
  });
});

describe('@fastify/session', () => {
  const secret = 'a'.repeat(32);

  test('sends its cookie with an error', async () => {
    const served = await serve(async (app) => {
      await app.register(cookie);
      await app.register(session, { secret, cookie: { secure: false }, idGenerator: () => 'one' });
      app.get('/', closed);
    });
    const headers = await theirHeaders(served, '/');
    expect(headers['set-cookie']).toMatch(/^sessionId=one\./);
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, headers));
  });

  test('is unexpected if its store is down', async () => {
    const down = (...given: unknown[]) => (given.at(-1) as (error: Error) => void)(new Error('비밀'));
    const served = await serve(async (app) => {
      await app.register(cookie);
      await app.register(session, {
        secret,
        cookie: { secure: false },
        store: { get: down, set: down, destroy: down },
      });
      app.get('/', ok);
    });
    expect(await served.answerTo(request('GET /'))).toBe(answerOfFailure('unexpected'));
  });
});

describe('@fastify/http-proxy', () => {
  test('is upstream-failed if nobody listens, and passes on the error of its upstream as it is', async () => {
    const upstream = await Served.start((_request, response) => response.writeHead(404).end('theirs'));
    const served = await serve(async (app) => {
      await app.register(httpProxy, { upstream: 'http://127.0.0.1:1', prefix: '/down' });
      await app.register(httpProxy, { upstream: `http://127.0.0.1:${upstream.port}`, prefix: '/up' });
    });
    expect(await served.answerTo(request('GET /down/accounts'))).toBe(answerOfFailure('upstream-failed'));
    const answer = await served.answerTo(request('GET /up/accounts'));
    expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\n/);
    expect(answer).toMatch(/\n\ntheirs$/);
  });
});

describe('@fastify/websocket', () => {
  const upgrade = {
    connection: 'upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  };

  test('answers a request without an upgrade with an empty 404, unless it has a handler', async () => {
    const served = await serve(async (app) => {
      await app.register(websocket);
      app.get('/theirs', { websocket: true }, (socket) => socket.close());
      app.route({
        method: 'GET',
        url: '/ours',
        handler: (_request, reply) => reply.callNotFound(),
        wsHandler: (socket) => socket.close(),
      });
      app.get('/closed', { websocket: true, onRequest: closed }, (socket) => socket.close());
    });
    expect(await served.answerTo(request('GET /theirs'))).toBe(theirAnswer('404 Not Found', ''));
    expect(await served.answerTo(request('GET /ours'))).toBe(answerOfFailure('route-not-found'));
    const { 'keep-alive': _time, ...connection } = keptAlive;
    expect(await served.answerTo(request('GET /closed', upgrade))).toBe(answerOf(40305, {}, { connection }));
  });
});

describe('@fastify/swagger', () => {
  test('documents the responses of a route, and does not change its errors', async () => {
    const response = { 403: { type: 'object', properties: { other: { type: 'string' } } } };
    let paths: object | undefined;
    const served = await serve(async (app) => {
      await app.register(swagger, { openapi: {} });
      app.get('/accounts', { schema: { response } }, closed);
      app.addHook('onReady', async () => {
        ({ paths } = app.swagger() as { paths?: object });
      });
    });
    expect(paths).toHaveProperty(['/accounts', 'get', 'responses', '403']);
    expect(await served.answerTo(request('GET /accounts'))).toBe(answerOf(40305));
  });
});

describe('reply.code(404); throw error', () => {
  const silent = async (_request: FastifyRequest, reply: FastifyReply) => {
    reply.code(404);
    throw Object.assign(new Error('비밀'), { statusCode: 403 });
  };

  test('is unexpected, and the kind of that status once translated', async () => {
    const unknown = await serve((app) => app.get('/', silent));
    expect(await unknown.answerTo(request('GET /'))).toBe(answerOfFailure('unexpected'));
    const served = await serve((app) => app.get('/', silent), { translate: responseStatus });
    expect(await served.answerTo(request('GET /'))).toBe(answerOfFailure('route-not-found'));
  });
});
