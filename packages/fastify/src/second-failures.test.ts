import { once } from 'node:events';
import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
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
import { ok, versions } from '../../../test/support/fastify-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

type Done = (error?: unknown, payload?: unknown) => void;

/** What a hook that fails may carry: Fastify itself would send all of it. */
const failure = () =>
  Object.assign(new Error('비밀'), {
    statusCode: 418,
    headers: { 'x-secret': '비밀', 'set-cookie': 'secret=1' },
  });

const fail = (): never => {
  throw failure();
};

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

const places = ['before ours', 'behind ours', 'of the route', 'above our prefix'] as const;

const answers: readonly (readonly [path: string, code: number, origin: string])[] = [
  ['/closed', 40305, 'domain'],
  ['/crash', 50001, 'unexpected'],
  ['/nowhere', 40401, 'framework'],
];

const closed = () => {
  throw new MyDataError(40305);
};

describe.each(versions)('%s', (name, fastify) => {
  let reports: ErrorReport[];
  /** What is logged as a warning or worse. */
  let lines: string[];

  beforeEach(() => {
    reports = [];
    lines = [];
  });

  const options = {
    standard: mydata(),
    onError: (report: ErrorReport) => void reports.push(report),
  };

  const serve = async (configure: (app: FastifyInstance) => unknown) => {
    const logger = { level: 'warn', stream: { write: (line: string) => lines.push(line) } };
    const app = fastify({ logger } as FastifyServerOptions);
    await configure(app);
    await app.ready();
    return Served.start(app.server);
  };

  const routes = (app: FastifyInstance, onSend: onSendHookHandler[] = []) =>
    app
      .get('/ok', { onSend }, ok)
      .get('/closed', { onSend }, closed)
      .get('/crash', { onSend }, async () => Promise.reject(new Error('비밀')));

  const withHook =
    (place: (typeof places)[number], hook: onSendHookHandler) => async (app: FastifyInstance) => {
      if (place === 'above our prefix') {
        app.addHook('onSend', hook);
        const scope = async (below: FastifyInstance) => {
          await below.register(providerErrors, options);
          routes(below);
        };
        await app.register(scope, { prefix: '/v2' });
        return;
      }
      if (place === 'before ours') app.addHook('onSend', hook);
      await app.register(providerErrors, options);
      if (place === 'behind ours') app.addHook('onSend', hook);
      routes(app, place === 'of the route' ? [hook] : []);
    };

  describe.each(places)('an onSend hook %s', (place) => {
    const prefix = place === 'above our prefix' ? '/v2' : '';

    test.each(Object.entries(ways))('that %s spoils no answer, and is not reported', async (_what, hook) => {
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

  describe('what an onSend hook makes of the payload is not sent', () => {
    const payloads: Record<string, () => unknown> = {
      'another text': () => '비밀',
      'a Buffer': () => Buffer.from('비밀'),
      nothing: () => null,
      'a stream': () => Readable.from(['비밀', '비밀']),
      'a stream that fails': () => new Readable({ read: fail }),
      'a stream that fails after its first byte': () =>
        Readable.from(
          (async function* () {
            yield '비밀';
            await delay(5);
            fail();
          })(),
        ),
      'a stream of the web': () => new Response('비밀').body,
      'a Response': () => new Response('비밀', { status: 201 }),
      // Fastify 4 lets the process end, whatever the answer.
      ...(name === 'Fastify 5' && { 'an object': () => ({ secret: '비밀' }) }),
    };

    test.each(Object.entries(payloads))('%s', async (_what, payload) => {
      const served = await serve(withHook('before ours', async () => payload()));
      const connection = await served.connect();
      for (const [path, code] of answers) {
        connection.send(request(`GET ${path}`));
        const { status, body } = await connection.response();
        expect(String(body)).toBe(answerOf(code).split('\n\n')[1]);
        expect(status).toBe(Number(String(code).slice(0, 3)));
      }
      connection.reset();
      expect(reports).toHaveLength(answers.length);
    });

    test.each<[string, (reply: FastifyReply) => unknown]>([
      ['another status', (reply) => reply.code(200)],
      ['a status without a body', (reply) => reply.code(204)],
      ['a removed content type', (reply) => reply.removeHeader('content-type')],
      ['a wrong length', (reply) => reply.header('content-length', '5')],
      ['an answer written to Node', (reply) => reply.raw.writeHead(200, { etag: '1' }).end('비밀')],
      [
        'an answer written after hijack()',
        (reply) => reply.hijack().raw.writeHead(200, 'fine', ['content-type', 'text/html']).end('비밀'),
      ],
    ])('%s', async (_what, change) => {
      const served = await serve(withHook('behind ours', async (_request, reply) => void change(reply)));
      for (const line of ['GET', 'HEAD']) {
        const answer = await served.answerTo(request(`${line} /closed`));
        expect(answer).toBe(answerOf(40305, {}, { method: line }));
      }
    });
  });

  describe("an application's own error handler below ours", () => {
    const handlers: Record<string, (error: Error, reply: FastifyReply) => unknown> = {
      'throws it again': (error) => {
        throw error;
      },
      'rejects with it': (error) => Promise.reject(error),
      'sends it': (error, reply) => void reply.send(error),
      'returns it': async (error) => error,
      'sends it with a status': (error, reply) => void reply.code(404).send(error),
      'sets headers and throws it': (error, reply) => {
        reply.header('etag', '1').type('text/html');
        throw error;
      },
    };

    test.each(Object.entries(handlers))('that %s leaves the answer to ours', async (_what, handler) => {
      const served = await serve(async (app) => {
        await app.register(providerErrors, options);
        await app.register(async (scope) => {
          scope.setErrorHandler((error: Error, _request, reply) => handler(error, reply));
          routes(scope);
        });
      });
      expect(await served.answerTo(request('GET /closed'))).toBe(answerOf(40305));
      expect(await served.answerTo(request('GET /crash'))).toBe(answerOf(50001));
      expect(reports.map(({ error }) => error.code)).toEqual([40305, 50001]);
    });

    test('whose own answer a hook spoils is followed by ours', async () => {
      const served = await serve(async (app) => {
        await app.register(providerErrors, options);
        app.addHook('onSend', async () => fail());
        await app.register(async (scope) => {
          scope.setErrorHandler(async () => ({ own: true }));
          routes(scope);
        });
      });
      expect(await served.answerTo(request('GET /closed'))).toBe(answerOf(50001));
      expect(reports).toHaveLength(1);
    });
  });

  test('of two standards, the inner one answers, and the outer one hears of no second failure', async () => {
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
    test('a session store that is down spoils no error of the route; a success is answered as unexpected', async () => {
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

    test('over HTTP/2 likewise', async () => {
      const app = fastify5({ http2: true });
      app.addHook('onSend', async () => fail());
      await app.register(providerErrors, options);
      routes(app as unknown as FastifyInstance);
      await app.listen({ port: 0, host: '127.0.0.1' });
      const client = connect(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
      for (const [path, code] of answers) {
        const stream = client.request({ ':path': path });
        const [[headers], body] = await Promise.all([once(stream, 'response'), stream.toArray()]);
        expect(headers[':status']).toBe(Number(String(code).slice(0, 3)));
        expect(headers).not.toHaveProperty('x-secret');
        expect(Buffer.concat(body).toString()).toContain(`"rsp_code":"${code}"`);
      }
      client.close();
      await app.close();
      expect(reports).toHaveLength(answers.length);
    });
  }
});
