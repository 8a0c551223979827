import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type ErrorReport, Failure, MyDataError, mydata } from '@oryu/core';
import fastify5, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { ok, versions } from '../../../test/support/fastify-versions.js';
import { AbortedResponse, request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import {
  type FastifyContext,
  type ProviderErrorsPluginOptions,
  providerErrors,
  serverOptions,
} from './index.js';

const crash = new Error('비밀');
const json = { 'content-type': 'application/json' };

const begun = () =>
  Readable.from(
    (async function* () {
      yield 'first bytes';
      await delay(20);
      throw crash;
    })(),
  );

/** A stream of the web that fails after its first chunk. */
const webStream = () =>
  new ReadableStream({
    async pull(controller) {
      if (controller.desiredSize === null) return;
      controller.enqueue(new TextEncoder().encode('first bytes'));
      await delay(20);
      controller.error(crash);
    },
  });

interface Line {
  readonly level: number;
  readonly msg?: string;
  readonly err?: { readonly message: string; readonly stack: string };
  readonly req?: { readonly url: string };
}

describe.each(versions)('%s', (name, fastify) => {
  let lines: Line[];
  let reports: ErrorReport<FastifyContext>[];

  beforeEach(() => {
    lines = [];
    reports = [];
  });

  const onError = (report: ErrorReport<FastifyContext>) => void reports.push(report);

  const serve = async (
    configure: (app: FastifyInstance) => unknown,
    options: Partial<ProviderErrorsPluginOptions> = {},
    more: FastifyServerOptions = {},
  ) => {
    const stream = { write: (line: string) => lines.push(JSON.parse(line)) };
    const server = { ...serverOptions(mydata(), options), logger: { level: 'warn', stream }, ...more };
    const app = fastify(server as FastifyServerOptions);
    await app.register(providerErrors, { standard: mydata(), ...options });
    await configure(app);
    await app.ready();
    return Served.start(app.server);
  };

  const routes = (app: FastifyInstance) =>
    app
      .get('/crash', async () => Promise.reject(crash))
      .get('/closed', async () => Promise.reject(new MyDataError(40305)))
      .get('/maintenance', async () => Promise.reject(new Failure('maintenance')))
      .get('/nothing', async () => Promise.reject())
      .get('/text', async () => Promise.reject('비밀'))
      .get('/begun', (_request, reply) => reply.send(begun()))
      .get('/half', async (_request, reply) => {
        reply.raw.write('half');
        throw crash;
      })
      .post('/', ok);

  describe('without onError', () => {
    const disableRequestLogging = true;
    test.each<[how: string, more: FastifyServerOptions]>([
      ['as it comes', {}],
      [
        'without lines of requests',
        name === 'Fastify 5'
          ? { logController: new fastify5.LogController({ disableRequestLogging }) }
          : { disableRequestLogging },
      ],
    ])("a crash is one error in the request's log, %s", async (_how, more) => {
      const served = await serve(routes, {}, more);
      await served.answerTo(request('GET /crash'));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({ level: 50, msg: '비밀', reqId: 'req-1', req: { url: '/crash' } });
      expect(lines[0]?.err?.stack).toContain('reports.test');
    });

    test.each([
      ['a domain error', 'GET /closed'],
      ['a failure', 'GET /maintenance'],
      ['an unknown route', 'GET /nowhere'],
      ['a wrong method', 'PUT /closed'],
      ['a URL that cannot be decoded', 'GET /%'],
    ])('%s is not logged', async (_what, line) => {
      const served = await serve(routes);
      await served.answerTo(request(line));
      expect(lines).toEqual([]);
    });

    test('a body that is refused is not logged', async () => {
      const served = await serve(routes);
      await served.answerTo(request('POST /', json, '{'));
      expect(lines).toEqual([]);
    });

    test.each(['/nothing', '/text'])(
      'a value that is not an Error (%s) is logged as an error',
      async (path) => {
        const served = await serve(routes);
        await served.answerTo(request(`GET ${path}`));
        expect(lines.map(({ level, req }) => [level, req?.url])).toEqual([[50, path]]);
      },
    );

    test('a crash after the response has begun is logged', async () => {
      const served = await serve(routes);
      const connection = await served.connect();
      await expect(connection.send(request('GET /half')).response()).rejects.toThrow(AbortedResponse);
      expect(lines.map(({ level, msg }) => [level, msg])).toEqual([[50, '비밀']]);
    });

    test("a stream that fails after its first byte is only Fastify's own warning", async () => {
      const served = await serve(routes);
      const connection = await served.connect();
      await expect(connection.send(request('GET /begun')).response()).rejects.toThrow(AbortedResponse);
      await delay(20);
      expect(lines.map(({ level, err }) => [level, err?.message])).toEqual([[40, '비밀']]);
    });

    test('an error of a constraint before any route is logged as an error', async () => {
      const served = await serve((app) => {
        app.addConstraintStrategy({
          name: 'secret',
          storage: () => ({ get: () => null, set: () => {} }),
          // Its three parameters tell Fastify that it calls back.
          deriveConstraint: (_request: unknown, _context: unknown, done: (error: Error) => void) =>
            done(crash),
        } as never);
        app.route({ method: 'GET', url: '/', constraints: { secret: 'a' }, handler: ok });
      });
      await served.answerTo(request('GET /'));
      expect(lines.map(({ level }) => level)).toEqual([50]);
    });
  });

  describe('onError', () => {
    test('gets a crash instead of the log, with the request and the reply', async () => {
      const served = await serve(routes, { onError });
      await served.answerTo(request('GET /crash'));
      expect(lines).toEqual([]);
      const [{ context, origin, fault } = {} as ErrorReport<FastifyContext>] = reports;
      expect([origin, fault]).toEqual(['unexpected', 'server']);
      expect(context.request.routeOptions.url).toBe('/crash');
      expect(context.reply.request).toBe(context.request);
    });

    test.each<[what: string, send: () => unknown]>([
      ["one of Node's", begun],
      ['one of the web', webStream],
      ['the body of a Response', () => new Response(webStream(), { headers: { 'x-trace': '1' } })],
    ])('is called once for a stream that fails after its first byte: %s', async (_what, send) => {
      const served = await serve((app) => app.get('/', (_request, reply) => reply.send(send())), { onError });
      const connection = await served.connect();
      await expect(connection.send(request('GET /')).response()).rejects.toThrow(AbortedResponse);
      await delay(20);
      expect(reports.map(({ thrown }) => thrown)).toEqual([crash]);
    });

    test.each<[what: string, send: () => unknown]>([
      ['of the web', () => new Response('whole').body],
      ['of a Response', () => new Response('whole', { status: 201, headers: { 'x-trace': '1' } })],
    ])('is not called for a stream %s that is whole', async (_what, send) => {
      const served = await serve((app) => app.get('/', (_request, reply) => reply.send(send())), { onError });
      expect(await served.answerTo(request('GET /'))).toMatch(/\n\nwhole$/);
      expect(reports).toEqual([]);
    });

    test('of a context below that answers itself is not called', async () => {
      const served = await serve(
        (app) =>
          app.register(async (scope) => {
            scope.setErrorHandler((_error, _request, reply) => reply.code(418).send('own'));
            routes(scope);
          }),
        { onError },
      );
      const connection = await served.connect();
      await expect(connection.send(request('GET /begun')).response()).rejects.toThrow(AbortedResponse);
      expect(await served.answerTo(request('GET /crash'))).toMatch(/\n\nown$/);
      expect(reports).toEqual([]);
    });

    test('is called once for a route that sends an error and then throws another', async () => {
      const served = await serve(
        (app) => {
          app.addHook('onSend', () => delay(5));
          app.get('/', async (_request, reply) => {
            reply.send(new MyDataError(40305));
            throw crash;
          });
        },
        { onError },
      );
      expect(await served.answerTo(request('GET /'))).toContain('"rsp_code":"40305"');
      expect(reports.map(({ error }) => error.code)).toEqual([40305]);
    });
  });
});
