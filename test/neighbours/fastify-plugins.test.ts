/** docs/neighbours.md, Fastify: plugins that refuse requests. */
import basicAuth from '@fastify/basic-auth';
import bearerAuth from '@fastify/bearer-auth';
import jwt from '@fastify/jwt';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import { extendStandard, mydata, vasp } from '@oryu/core';
import { ownStatus } from '@oryu/core/translators';
import type { FastifyInstance } from 'fastify';
import { serveNewest } from '../support/fastify-applications.js';
import { ok } from '../support/fastify-versions.js';
import { hearReports } from '../support/heard.js';
import { answerOf } from '../support/mydata-answers.js';
import { theirAnswer } from '../support/neighbours.js';
import { request } from '../support/raw-http.js';

const limit = { 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '0' };
const user = { authorization: `Basic ${Buffer.from('user:password').toString('base64')}` };
const password = new Error('비밀');

const { reports, onError } = hearReports();
const serve: typeof serveNewest = (configure, options) => serveNewest(configure, { onError, ...options });

describe('@fastify/rate-limit', () => {
  test.each([
    ['', 'x-ratelimit-'],
    [', by the draft for its headers', 'ratelimit-'],
  ])('says 42901 and how long%s', async (_how, prefix) => {
    const served = await serve(async (app) => {
      const enableDraftSpec = prefix === 'ratelimit-';
      await app.register(rateLimit, { max: 1, timeWindow: 60_000, enableDraftSpec });
      app.get('/', ok);
    });
    await served.answerTo(request('GET /'));
    const labels = { [`${prefix}limit`]: '1', [`${prefix}remaining`]: '0', [`${prefix}reset`]: '60' };
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(42901, { ...labels, 'retry-after': '60' }));
    expect(reports.map(({ origin, fault }) => [origin, fault])).toEqual([['framework', 'client']]);
  });

  test('bans with 40104', async () => {
    const served = await serve(async (app) => {
      await app.register(rateLimit, { max: 1, timeWindow: 60_000, ban: 0 });
      app.get('/', ok);
    });
    await served.answerTo(request('GET /'));
    const labels = { ...limit, 'x-ratelimit-reset': '60' };
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40104, labels));
  });

  test('of unknown routes says 42901', async () => {
    const served = await serve(async (app) => {
      await app.register(rateLimit, { max: 1, timeWindow: 60_000 });
      app.addHook('onRequest', async (request, reply) => {
        if (request.is404) await app.rateLimit().call(app, request, reply);
      });
    });
    await served.answerTo(request('GET /'));
    expect(await served.answerTo(request('GET /'))).toContain('"rsp_code":"42901"');
  });

  test('of another shape, or without its headers, needs translate', async () => {
    const limited = async (app: FastifyInstance) => {
      await app.register(rateLimit, { max: 1, timeWindow: 60_000, addHeaders: { 'retry-after': false } });
      app.get('/', ok);
    };
    const unknown = await serve(limited);
    await unknown.answerTo(request('GET /'));
    expect(await unknown.answerTo(request('GET /'))).toContain('"rsp_code":"50001"');
    const known = await serve(limited, { translate: ownStatus(Error) });
    await known.answerTo(request('GET /'));
    expect(await known.answerTo(request('GET /'))).toBe(
      answerOf(42901, { ...limit, 'x-ratelimit-reset': '60' }),
    );
  });

  test('and its store that is down is unexpected', async () => {
    class Store {
      incr(_key: string, done: (error: Error) => void) {
        done(new Error('비밀'));
      }
      child() {
        return this;
      }
    }
    const served = await serve(async (app) => {
      await app.register(rateLimit, { store: Store as never });
      app.get('/', ok);
    });
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(50001));
  });
});

describe('@fastify/basic-auth', () => {
  const guard =
    (validate: () => unknown, authenticate?: boolean | { realm: string }) => async (app: FastifyInstance) => {
      await app.register(basicAuth, {
        validate: async () => validate() as undefined,
        ...(authenticate && { authenticate }),
      });
      app.addHook('onRequest', app.basicAuth);
      app.get('/', ok);
    };
  const refuse = () => {
    throw password;
  };

  test.each<[name: string, challenge: string, authenticate: boolean | { realm: string }]>([
    ['true', 'Basic charset="UTF-8"', true],
    ['a realm', 'Basic realm="bank", charset="UTF-8"', { realm: 'bank' }],
  ])('gets 40101 with its challenge (authenticate: %s)', async (_name, challenge, authenticate) => {
    const challenged = { 'www-authenticate': challenge };
    const served = await serve(guard(refuse, authenticate));
    expect(await served.answerTo(request('GET /', user))).toBe(answerOf(40101, challenged));
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40101, challenged));
    expect(reports.map(({ origin }) => origin)).toEqual(['framework', 'framework']);
  });

  test('returns the error that validate made, and means the same', async () => {
    const served = await serve(guard(() => new Error('비밀'), true));
    const challenged = { 'www-authenticate': 'Basic charset="UTF-8"' };
    expect(await served.answerTo(request('GET /', user))).toBe(answerOf(40101, challenged));
  });

  test('without authenticate, a wrong password needs translate; a missing one is recognised', async () => {
    const unknown = await serve(guard(() => new Error('비밀')));
    expect(await unknown.answerTo(request('GET /'))).toBe(answerOf(40101));
    expect(await unknown.answerTo(request('GET /', user))).toBe(answerOf(50001));
    const known = await serve(
      guard(() => new Error('비밀')),
      { translate: ownStatus(Error) },
    );
    expect(await known.answerTo(request('GET /', user))).toBe(answerOf(40101));
  });

  test.each([
    ['TypeError', () => new TypeError('비밀')],
    ['database that is down', () => Object.assign(new Error('비밀'), { code: 'ECONNREFUSED', errno: -111 })],
  ])('whose validate throws a %s does not answer a wrong password', async (_what, make) => {
    const served = await serve(guard(make, true), { translate: ownStatus(Error) });
    expect(await served.answerTo(request('GET /', user))).toBe(answerOf(50001));
  });
});

describe('@fastify/jwt', () => {
  const token = (header: object, payload: object) =>
    [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

  test.each([
    ['no token', {}, 40101],
    ['no bearer token', { authorization: 'Basic a' }, 40101],
    ['more than a token', { authorization: 'Bearer a b' }, 40002],
    ['a malformed token', { authorization: 'Bearer a.b.c' }, 40101],
    ['a wrong signature', { authorization: `Bearer ${token({ alg: 'HS256' }, {})}.a` }, 40101],
    ['no signature', { authorization: `Bearer ${token({ alg: 'none' }, {})}.` }, 40101],
  ])('%s', async (_what, headers, code) => {
    const served = await serve(async (app) => {
      await app.register(jwt, { secret: 'a'.repeat(32) });
      app.addHook('onRequest', (request) => request.jwtVerify());
      app.get('/', ok);
    });
    expect(await served.answerTo(request('GET /', headers))).toBe(answerOf(code));
  });
});

describe('@fastify/bearer-auth', () => {
  test('sends its own JSON', async () => {
    const served = await serve(async (app) => {
      await app.register(bearerAuth, { keys: ['a'], verifyErrorLogLevel: 'debug' });
      app.get('/', ok);
    });
    expect(await served.answerTo(request('GET /'))).toBe(
      theirAnswer('401 Unauthorized', '{"error":"missing authorization header"}', {
        'content-type': 'application/json; charset=utf-8',
      }),
    );
  });

  test('gets 40101, if it passes on its errors', async () => {
    const served = await serve(async (app) => {
      await app.register(bearerAuth, {
        keys: ['a'],
        errorResponse: (error) => error as never,
        verifyErrorLogLevel: 'debug',
      });
      app.get('/', ok);
    });
    for (const headers of [{}, { authorization: 'Bearer b' }])
      expect(await served.answerTo(request('GET /', headers))).toBe(answerOf(40101));
  });
});

describe('@fastify/under-pressure', () => {
  test('sets Retry-After, if the code permits it', async () => {
    const pressed = async (app: FastifyInstance) => {
      await app.register(underPressure, { healthCheck: async () => false, healthCheckInterval: 1000 });
      app.get('/', ok);
    };
    const { text = '' } = mydata().codes.get(50001) ?? {};
    const { standard } = extendStandard(mydata, { codes: { 50001: { status: 500, text, retryable: true } } });
    const provider = await serve(pressed, { standard: standard() });
    expect(await provider.answerTo(request('GET /'))).toBe(answerOf(50001, { 'retry-after': '10' }));
    const vasps = await serve(pressed, { standard: vasp() });
    expect(await vasps.answerTo(request('GET /'))).not.toContain('retry-after');
    expect(reports.map(({ origin, thrown }) => [origin, (thrown as Error).message])).toEqual([
      ['framework', 'Service Unavailable'],
      ['framework', 'Service Unavailable'],
    ]);
  });
});
