import { setTimeout as delay } from 'node:timers/promises';
import cookie from '@fastify/cookie';
import session from '@fastify/session';
import { type ErrorReport, MyDataError, mydata } from '@oryu/core';
import fastify5, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  type onSendHookHandler,
} from 'fastify';
import {
  answers,
  fail,
  failure,
  places,
  routes,
  withHook as withHookOf,
} from '../../../test/support/failing-hooks.js';
import { serveAsItIs } from '../../../test/support/fastify-applications.js';
import { versions } from '../../../test/support/fastify-versions.js';
import { hearReports } from '../../../test/support/heard.js';
import { answerOverHttp2 } from '../../../test/support/http2.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { providerErrors } from './index.js';

type Done = (error?: unknown, payload?: unknown) => void;

/** Calls back through what Fastify takes for a hook with a callback. */
const calling = (call: (done: Done, reply: FastifyReply) => void) =>
  ((_request: FastifyRequest, reply: FastifyReply, _payload: unknown, done: Done) =>
    call(done, reply)) as unknown as onSendHookHandler;

const ways: Record<string, onSendHookHandler> = {
  throws: calling(fail),
  rejects: async () => fail(),
  'rejects after a while': () => delay(5).then(fail),
  'rejects with a typed error': async () => {
    throw new MyDataError(40101);
  },
  'rejects with what is no Error': () => Promise.reject('비밀'),
  'rejects with nothing': () => Promise.reject(),
  'calls back with an error': calling((done) => done(failure())),
  'calls back with an error after a while': calling((done) => setTimeout(done, 5, failure())),
  'calls back with an error twice': calling((done) => {
    done(failure());
    done(failure());
  }),
  'goes on and calls back with an error': calling((done) => {
    done();
    done(failure());
  }),
};

describe.each(versions)('%s', (name, fastify) => {
  const { reports, onError } = hearReports();
  const options = { standard: mydata(), onError };
  /** What is logged as a warning or worse. */
  const lines: string[] = [];

  beforeEach(() => {
    lines.length = 0;
  });

  const serve = (configure: (app: FastifyInstance) => unknown) => {
    const logger = { level: 'warn', stream: { write: (line: string) => lines.push(line) } };
    return serveAsItIs(fastify({ logger } as FastifyServerOptions), configure);
  };

  const withHook = withHookOf(options);

  describe.each(places)('an onSend hook %s', (place) => {
    const prefix = place === 'above our prefix' ? '/v2' : '';

    test.each(Object.entries(ways))('that %s breaks no answer, and is not reported', async (_what, hook) => {
      const served = await serve(withHook(place, hook));
      for (const [path, code] of answers)
        expect(await served.answerTo(request(`GET ${prefix}${path}`))).toBe(answerOf(code));
      await delay(10);
      expect(reports.map(({ error, origin }) => [error.code, origin])).toEqual(
        answers.map(([, code, origin]) => [code, origin]),
      );
      expect(lines).toEqual([]);
    });

    test.each(['throws', 'rejects', 'calls back with an error'])(
      'that %s at a success is the only failure, and is reported once',
      async (what) => {
        const served = await serve(withHook(place, ways[what] as onSendHookHandler));
        expect(await served.answerTo(request(`GET ${prefix}/ok`))).toBe(answerOf(50001));
        expect(reports.map(({ error, thrown }) => [error.code, (thrown as Error).message])).toEqual([
          [50001, '비밀'],
        ]);
        expect(lines).toEqual([]);
      },
    );
  });

  test('of two standards, the inner one answers, and the outer one does not report a second failure', async () => {
    const outer: ErrorReport[] = [];
    const served = await serve(async (app) => {
      await app.register(providerErrors, {
        standard: mydata(),
        onError: (report) => void outer.push(report),
      });
      await app.register(
        withHook('behind ours', async () => fail()),
        { prefix: '/v2' },
      );
    });
    for (const [path, code] of answers)
      expect(await served.answerTo(request(`GET /v2${path}`))).toBe(answerOf(code));
    expect(reports.map(({ error }) => error.code)).toEqual(answers.map(([, code]) => code));
    expect(outer).toEqual([]);
  });

  test('a serializer or a hook before serialization that fails is reported once', async () => {
    const served = await serve(async (app) => {
      await app.register(providerErrors, options);
      app.get('/serializer', (_request, reply) => void reply.serializer(fail).send({}));
      app.get('/hook', { preSerialization: async () => fail() }, async () => ({}));
    });
    expect(await served.answerTo(request('GET /serializer'))).toBe(answerOf(50001));
    expect(await served.answerTo(request('GET /hook'))).toBe(answerOf(50001));
    expect(reports).toHaveLength(2);
  });

  if (name === 'Fastify 5') {
    test('a session store that is down does not change an error of the route; a success is answered as unexpected', async () => {
      const down = (...given: unknown[]) => (given.at(-1) as Done)(new Error('비밀'));
      const store = { get: down, set: down, destroy: down };
      const served = await serve(async (app) => {
        await app.register(cookie);
        await app.register(session, { secret: 'a'.repeat(32), cookie: { secure: false }, store });
        await app.register(providerErrors, options);
        app.addHook('preHandler', async ({ session }) => void Object.assign(session, { user: 1 }));
        routes(app);
      });
      for (const [path, code] of [...answers, ['/ok', 50001]] as const)
        expect(await served.answerTo(request(`GET ${path}`))).toBe(answerOf(code));
      expect(reports.map(({ error }) => error.code)).toEqual([40305, 50001, 40401, 50001]);
      expect(lines).toEqual([]);
    });

    test('a hook that fails does not change an answer over HTTP/2 either', async () => {
      const app = fastify5({ http2: true });
      app.addHook('onSend', async () => fail());
      await app.register(providerErrors, options);
      routes(app as unknown as FastifyInstance);
      await app.listen({ port: 0, host: '127.0.0.1' });
      for (const [path, code] of answers) {
        const { headers, body } = await answerOverHttp2(app.server, path);
        expect(headers[':status']).toBe(Number(String(code).slice(0, 3)));
        expect(headers).not.toHaveProperty('x-secret');
        expect(body).toContain(`"rsp_code":"${code}"`);
      }
      await app.close();
      expect(reports).toHaveLength(answers.length);
    });
  }
});
