import { PassThrough, Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import etag from '@fastify/etag';
import helmet from '@fastify/helmet';
import { type ErrorReport, MyDataError, mydata } from '@oryu/core';
import { staleHeaders } from '@oryu/core/binding';
import type { FastifyInstance, FastifyReply, FastifyServerOptions } from 'fastify';
import { ok, versions } from '../../../test/support/fastify-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { AbortedResponse, keptAlive, request, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors, standardHeaders } from './index.js';

const transactionId = 'ORYUBANK01S00000000000001';
const failure = new Error('비밀');
const closed = () => {
  throw new MyDataError(40305);
};

/** A stream that fails by itself, some time after the first read. */
const failing = (later: number, ...parts: readonly string[]) =>
  Readable.from(
    (async function* () {
      yield* parts;
      await delay(later);
      throw failure;
    })(),
  );

describe.each(versions)('%s', (name, fastify) => {
  let reports: ErrorReport[];
  const onError = (report: ErrorReport) => reports.push(report);

  beforeEach(() => {
    reports = [];
  });

  const serve = async (configure: (app: FastifyInstance) => unknown, options?: FastifyServerOptions) => {
    const app = fastify(options);
    await app.register(providerErrors, { standard: mydata(), onError });
    await configure(app);
    await app.ready();
    return Served.start(app.server);
  };

  /** A server whose route prepares another answer before it fails. */
  const serveAbandoned = (prepare: (reply: FastifyReply) => unknown) =>
    serve((app) =>
      app.get('/', (_request, reply) => {
        prepare(reply);
        throw new MyDataError(40305);
      }),
    );

  describe('a handler', () => {
    const handlers: Record<string, (reply: FastifyReply) => unknown> = {
      throws: closed,
      rejects: async () => closed(),
      'sends an error': (reply) => {
        reply.send(new MyDataError(40305));
      },
      'sends an error later': (reply) => {
        setImmediate(() => reply.send(new MyDataError(40305)));
      },
      'returns an error': async () => new MyDataError(40305),
    };

    test.each(Object.entries(handlers))('that %s is answered and reported once', async (_what, handler) => {
      const served = await serve((app) => app.get('/', (_request, reply) => handler(reply)));
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
      expect(reports.map(({ error, origin }) => [error.code, origin])).toEqual([[40305, 'domain']]);
    });

    test.each([null, undefined, 0, '', '비밀', {}])(
      'that throws %p is answered as unexpected',
      async (thrown) => {
        const served = await serve((app) => {
          app.get('/thrown', () => {
            throw thrown;
          });
          app.get('/rejected', () => Promise.reject(thrown));
        });
        expect(await served.answerTo(request('GET /thrown'))).toBe(answerOf(50001));
        expect(await served.answerTo(request('GET /rejected'))).toBe(answerOf(50001));
        expect(reports.map((report) => report.thrown)).toEqual([thrown, thrown]);
      },
    );
  });

  describe('a hook', () => {
    const earlyHooks = [
      'onRequest',
      'preParsing',
      'preValidation',
      'preHandler',
      'preSerialization',
      'onSend',
    ] as const;

    test.each(earlyHooks)('%s that rejects is answered', async (hook) => {
      const served = await serve((app) => app.addHook(hook, async () => closed()).get('/', ok));
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
      expect(reports.map(({ error }) => error.code)).toEqual([40305]);
    });

    test.each(earlyHooks)('%s that calls back with an error is answered', async (hook) => {
      const calls = (...parameters: unknown[]) => {
        (parameters.at(-1) as (error: Error) => void)(new MyDataError(40305));
      };
      const served = await serve((app) => app.addHook(hook as 'onRequest', calls as never).get('/', ok));
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test.each<[what: string, path: string, code: number]>([
      ['an error of a route', '/closed', 40305],
      ['an unknown route', '/nowhere', 40401],
      ['a success', '/ok', 50001],
    ])('onSend that throws at every answer does not spoil that to %s', async (_what, path, code) => {
      const served = await serve((app) => {
        app.addHook('onSend', async (_request, reply) => {
          reply.header('x-trace', '1');
          throw failure;
        });
        app.get('/closed', closed);
        app.get('/ok', ok);
      });
      expect(await served.answerTo(request(`GET ${path}`))).toBe(answerOf(code, { 'x-trace': '1' }));
    });

    test('onSend that knows only texts does not spoil the answer either', async () => {
      const served = await serve((app) => {
        app.addHook('onSend', async (_request, _reply, payload) => (payload as string).replace('a', 'b'));
        app.get('/', closed);
      });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test('onSend that sets headers sets them on errors, too', async () => {
      const served = await serve((app) => {
        app.addHook('onSend', async (_request, reply) => void reply.header('x-trace', '1'));
        app.get('/', closed);
      });
      for (const line of ['GET /', 'HEAD /']) {
        const method = line.split(' ')[0];
        expect(await served.answerTo(request(line))).toBe(answerOf(40305, { 'x-trace': '1' }, { method }));
      }
      expect(await served.answerTo(request('GET /nowhere'))).toBe(answerOf(40401, { 'x-trace': '1' }));
    });

    test('onError, onSend and onResponse run once per error, with the status of the answer', async () => {
      const seen: unknown[] = [];
      const served = await serve((app) => {
        app.addHook('onError', async () => void seen.push('onError'));
        app.addHook('onSend', async (_request, reply) => void seen.push(['onSend', reply.statusCode]));
        app.addHook(
          'onResponse',
          async (_request, reply) => void seen.push(['onResponse', reply.statusCode]),
        );
        app.get('/', closed);
      });
      await served.answerTo(request('GET /'));
      await delay(10);
      expect(seen).toEqual(['onError', ['onSend', 403], ['onResponse', 403]]);
    });

    test('onResponse runs, and the request is logged, where onSend has thrown', async () => {
      const seen: unknown[] = [];
      const lines: string[] = [];
      const stream = { write: (line: string) => lines.push(line) };
      const served = await serve(
        (app) => {
          app.addHook('onSend', async () => closed());
          app.addHook('onResponse', async (_request, reply) => void seen.push(reply.statusCode));
          app.get('/', ok);
        },
        { logger: { stream } } as FastifyServerOptions,
      );
      await served.answerTo(request('GET /'));
      await delay(10);
      expect(seen).toEqual([403]);
      expect(lines.filter((line) => line.includes('"request completed"'))).toHaveLength(1);
    });
  });

  describe('what would rewrite a success leaves an error as it is', () => {
    const members = { type: 'object', properties: { only: { type: 'string' } } };

    test.each<[what: string, configure: (app: FastifyInstance) => unknown]>([
      [
        'a response schema of every status',
        (app) =>
          app.get(
            '/',
            { schema: { response: { '4xx': members, '5xx': members, default: members } } },
            closed,
          ),
      ],
      [
        'a response schema by content type',
        (app) => {
          const content = { 'application/json': { schema: members } };
          app.get('/', { schema: { response: { '4xx': { content } } } }, closed);
        },
      ],
      [
        'a serializer of the reply',
        (app) =>
          app.get('/', (_request, reply) => {
            reply.serializer(() => 'other');
            closed();
          }),
      ],
      ['a serializer of the application', (app) => app.setReplySerializer(() => 'other').get('/', closed)],
      [
        'a hook before serialization',
        (app) => app.addHook('preSerialization', async () => ({ other: true })).get('/', closed),
      ],
    ])('%s', async (_what, configure) => {
      const served = await serve(configure);
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });
  });

  describe('headers', () => {
    const values = new Map([
      ['content-length', '5'],
      ['transfer-encoding', 'chunked'],
    ]);

    test.each([...staleHeaders, 'content-type'])('%s of the abandoned answer goes', async (header) => {
      const value = values.get(header) ?? 'stale';
      const served = await serveAbandoned((reply) => reply.code(201).header(header, value));
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
      const raw = await serveAbandoned((reply) => reply.raw.setHeader(header, value));
      expect(await raw.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test('a trailer of the abandoned answer goes', async () => {
      const served = await serveAbandoned((reply) => reply.trailer('x-checksum', async () => '1'));
      const connection = await served.connect();
      connection.send(request('GET /'), request('GET /'));
      for (const _time of ['first', 'second'])
        expect(textOf(await connection.response())).toBe(answerOf(40305));
      connection.reset();
    });

    test('all others stay', async () => {
      const others = { 'set-cookie': ['a=1; Path=/', 'b=2'], 'x-request-id': '7', vary: 'Origin' };
      const served = await serveAbandoned((reply) => {
        reply.headers(others);
        reply.raw.setHeader('server-timing', 'db;dur=53');
      });
      expect(await served.answerTo(request('GET /'))).toBe(
        answerOf(40305, { ...others, 'server-timing': 'db;dur=53' }),
      );
    });

    test('a malformed header, which cannot be sent, does not take the answer with it', async () => {
      const served = await serveAbandoned((reply) => reply.header('x-name', '계좌').header('x-trace', '1'));
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, { 'x-trace': '1' }));
    });

    test.each(['/', '/nowhere', '/tokens'])(
      'HEAD %s has the headers of the answer to GET, and no body',
      async (path) => {
        const served = await serve((app) => {
          app.get('/', closed);
          app.post('/tokens', ok);
        });
        const get = await served.answerTo(request(`GET ${path}`));
        expect(await served.answerTo(request(`HEAD ${path}`))).toBe(get.slice(0, get.indexOf('{')));
      },
    );

    test('standardHeaders gives the transaction id back with success and error, and nothing else', async () => {
      const served = await serve(async (app) => {
        await app.register(standardHeaders, { standard: mydata() });
        app.get('/ok', ok);
      });
      const owed = { 'x-api-tran-id': transactionId };
      expect(await served.answerTo(request('GET /ok', owed))).toContain(
        `\nx-api-tran-id: ${transactionId}\n`,
      );
      expect(await served.answerTo(request('GET /ok', { 'x-api-tran-id': '한' }))).not.toContain(
        'x-api-tran-id',
      );
      expect(await served.answerTo(request('GET /', owed))).toBe(answerOf(40401, owed));
    });
  });

  describe('a stream', () => {
    test.each([
      ['at the first read', 0],
      ['some time after', 20],
    ])('that fails %s is answered, reported once, and the connection goes on', async (_when, later) => {
      const served = await serve((app) => app.get('/', (_request, reply) => reply.send(failing(later))));
      const connection = await served.connect();
      for (const _time of ['first', 'second']) {
        connection.send(request('GET /'));
        expect(textOf(await connection.response())).toBe(answerOf(50001));
      }
      connection.reset();
      expect(reports.map(({ thrown }) => thrown)).toEqual([failure, failure]);
    });

    test('that fails after its first byte is cut off and reported once', async () => {
      const served = await serve((app) =>
        app.get('/', (_request, reply) => reply.send(failing(20, 'first'))),
      );
      const connection = await served.connect();
      await expect(connection.send(request('GET /')).response()).rejects.toThrow(AbortedResponse);
      await delay(20);
      expect(reports.map(({ thrown }) => thrown)).toEqual([failure]);
    });

    test('whose client leaves is no error', async () => {
      const stream = new PassThrough();
      stream.write('first');
      const served = await serve((app) => app.get('/', (_request, reply) => reply.send(stream)));
      const connection = await served.connect();
      connection.send(request('GET /'));
      await delay(30);
      connection.reset();
      await delay(30);
      expect(stream.destroyed).toBe(true);
      expect(reports).toEqual([]);
    });
  });

  describe('an answer that has begun', () => {
    test('and fails is cut off and reported', async () => {
      const served = await serve((app) => {
        app.get('/half', async (_request, reply) => {
          reply.raw.write('{"rsp_code":');
          closed();
        });
        app.get('/', closed);
      });
      const connection = await served.connect();
      await expect(connection.send(request('GET /half')).response()).rejects.toThrow(AbortedResponse);
      expect(reports).toHaveLength(1);
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test('and is complete stays so, and the connection goes on', async () => {
      const served = await serve((app) =>
        app.get('/', async (_request, reply) => {
          reply.send({ rsp_code: '00000' });
          closed();
        }),
      );
      const connection = await served.connect();
      for (const _time of ['first', 'second']) {
        const { body } = await connection.send(request('GET /')).response();
        expect(body.toString()).toBe('{"rsp_code":"00000"}');
      }
      connection.reset();
    });

    test('after hijack() is its own master: Fastify tells nobody of its errors', async () => {
      const served = await serve((app) =>
        app.get('/', async (_request, reply) => {
          reply.hijack();
          setTimeout(() => reply.raw.end('own'), 10);
          closed();
        }),
      );
      expect(await served.answerTo(request('GET /'))).toMatch(/\n\nown$/);
      expect(reports).toEqual([]);
    });
  });

  if (name === 'Fastify 5') {
    describe('with plugins', () => {
      const withoutOwn = ([name]: readonly [string, string]) =>
        !(name in keptAlive || /^(content-(type|length)|etag)$/.test(name));

      test('what @fastify/cors, helmet and cookie set on a success is on an error as well', async () => {
        const served = await serve((app) => {
          app
            .register(helmet)
            .register(cors, { origin: ['https://app.example'] })
            .register(cookie);
          app.addHook('onRequest', async (_request, reply) => void reply.setCookie('session', '1'));
          app.get('/ok', ok);
          app.get('/closed', closed);
        });
        const connection = await served.connect();
        const origin = { origin: 'https://app.example' };
        const { headers } = await connection.send(request('GET /ok', origin)).response();
        connection.reset();
        const theirs = headers.map(([key, value]) => [key.toLowerCase(), value] as const).filter(withoutOwn);
        expect(theirs).toContainEqual(['set-cookie', 'session=1; SameSite=Lax']);
        expect(theirs).toContainEqual(['x-content-type-options', 'nosniff']);
        expect(theirs).toContainEqual(['access-control-allow-origin', 'https://app.example']);
        const all = Object.fromEntries(theirs);
        expect(await served.answerTo(request('GET /closed', origin))).toBe(answerOf(40305, all));
        expect(await served.answerTo(request('GET /nowhere', origin))).toBe(answerOf(40401, all));
      });

      test('@fastify/etag gives an error no ETag, and answers none from a cache', async () => {
        const served = await serve((app) => app.register(etag).get('/', closed));
        expect(await served.answerTo(request('GET /', { 'if-none-match': '*' }))).toBe(answerOf(40305));
      });

      test('@fastify/compress compresses a success, and leaves an error whole as it is', async () => {
        const large = { text: 'a'.repeat(5000) };
        const served = await serve((app) =>
          app
            .register(compress, { threshold: 0 })
            .after(() => app.get('/', closed).get('/ok', async () => large)),
        );
        const connection = await served.connect();
        const accept = { 'accept-encoding': 'gzip' };
        const { body } = await connection.send(request('GET /ok', accept)).response();
        expect(gunzipSync(body).toString()).toBe(JSON.stringify(large));
        for (const _time of ['first', 'second']) {
          const response = await connection.send(request('GET /', accept)).response();
          expect(textOf(response)).toBe(answerOf(40305, { vary: 'accept-encoding' }));
        }
        connection.reset();
      });
    });
  }
});
