import createFastifyError from '@fastify/error';
import sensible from '@fastify/sensible';
import { type FailureKind, mydata, type Standard } from '@oryu/core';
import type { FastifyInstance, FastifyReply, FastifyServerOptions } from 'fastify';
import { serve as serveApp } from '../../../test/support/fastify-applications.js';
import { bodyOf, ok, versions } from '../../../test/support/fastify-versions.js';
import { kindsWithNames } from '../../../test/support/kinds.js';
import { answerOfFailure } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const json = { 'content-type': 'application/json' };

const parsers: readonly (readonly [name: string, kind: FailureKind, request: Buffer])[] = [
  ['JSON with a forbidden name', 'malformed-body', request('POST /', json, '{"__proto__":{}}')],
  ['an empty JSON body', 'malformed-body', request('POST /', { ...json, 'content-length': '0' })],
  [
    'a media type without a parser',
    'unsupported-media-type',
    request('POST /', { 'content-type': 'application/xml' }, '<a/>'),
  ],
  ['a malformed media type', 'unsupported-media-type', request('POST /', { 'content-type': 'a' }, 'a')],
];

const FileTooLarge = createFastifyError('FST_FILES_LIMIT', '비밀', 413);
const NoToken = createFastifyError('FST_JWT_NO_AUTHORIZATION_IN_COOKIE', '비밀', 401);
const Mistake = createFastifyError('FST_MISTAKE', '비밀', 500);

const thrown: readonly (readonly [what: string, answer: string, unknown])[] = [
  ["a plugin's error of @fastify/error", 'body-too-large', new FileTooLarge()],
  ["another plugin's", 'unauthenticated', new NoToken()],
  ['one with status 500', 'unexpected', new Mistake()],
  ['an Error with a statusCode', 'unexpected', Object.assign(new Error('비밀'), { statusCode: 404 })],
  [
    'an Error with a code like Fastify',
    'unexpected',
    Object.assign(new Error(), { code: 'FST_ERR_BAD_URL' }),
  ],
  ['an object with a statusCode', 'unexpected', { statusCode: 404, message: '비밀' }],
];

describe.each(versions)('%s', (name, fastify) => {
  const serve = (
    configure: (app: FastifyInstance) => unknown,
    standard: Standard = kindsWithNames(),
    options?: FastifyServerOptions,
  ) => serveApp(fastify(options), { standard }, configure);

  describe('of the content type parsers', () => {
    test.each(parsers)('%s is answered as %s', async (_name, kind, bytes) => {
      const each = await serve((app) => app.post('/', ok));
      expect(bodyOf(await each.answerTo(bytes))).toBe(kind);
      const served = await serve((app) => app.post('/', ok), mydata() as Standard);
      // Fastify closes a connection whose request it has not read.
      const answer = (await served.answerTo(bytes)).replace('connection: close\n', '');
      expect(answer.split('\n')).toEqual(
        answerOfFailure(kind)
          .split('\n')
          .filter((line) => answer.includes('keep-alive') || !/keep-alive/.test(line)),
      );
    });
  });

  test.each(thrown)('%s is answered as %s', async (_what, answer, error) => {
    const served = await serve((app) =>
      app.get('/', () => {
        throw error;
      }),
    );
    expect(bodyOf(await served.answerTo(request('GET /')))).toBe(answer);
  });

  test("JSON that an application's own parser refuses with the status 400 is malformed", async () => {
    const served = await serve((app) => {
      app.removeContentTypeParser('application/json');
      app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
        try {
          done(null, JSON.parse(String(body)));
        } catch (error) {
          done(Object.assign(error as Error, { statusCode: 400 }));
        }
      });
      app.post('/', ok);
    });
    expect(bodyOf(await served.answerTo(request('POST /', json, '{')))).toBe('malformed-body');
  });

  if (name === 'Fastify 5') {
    test.each<[string, (reply: FastifyReply) => unknown]>([
      ['not-acceptable', (reply) => reply.notAcceptable('비밀')],
      ['forbidden', (reply) => reply.forbidden('비밀')],
      ['timeout', (reply) => reply.gatewayTimeout()],
    ])('of @fastify/sensible, a %s is known by its status', async (kind, handler) => {
      const served = await serve(async (app) => {
        await app.register(sensible);
        app.get('/', (_request, reply) => handler(reply));
      });
      expect(bodyOf(await served.answerTo(request('GET /')))).toBe(kind);
    });

    test('a handler that takes too long is answered as timeout', async () => {
      const served = await serve((app) =>
        app.route({ method: 'GET', url: '/', handlerTimeout: 10, handler: () => new Promise(() => {}) }),
      );
      expect(bodyOf(await served.answerTo(request('GET /')))).toBe('timeout');
    });

    test('QUERY without a content type is answered as missing-header', async () => {
      const served = await serve((app) => app.route({ method: 'QUERY', url: '/', handler: ok }));
      expect(bodyOf(await served.answerTo(request('QUERY /', {}, 'a')))).toBe('missing-header');
    });
  }

  test('a request that its client aborts is malformed, not unexpected', async () => {
    const heard: unknown[] = [];
    const app = fastify();
    await app.register(providerErrors, {
      standard: mydata(),
      onError: ({ origin, error }) => heard.push([origin, error.code]),
    });
    app.post('/', ok);
    await app.ready();
    const connection = await (await Served.start(app.server)).connect();
    connection.send(request('POST /', { ...json, 'content-length': '100' }, '{'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    connection.reset();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(heard).toEqual([['framework', 40001]]);
  });
});
