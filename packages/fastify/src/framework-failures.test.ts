import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip, gzipSync } from 'node:zlib';
import compress from '@fastify/compress';
import createFastifyError from '@fastify/error';
import sensible from '@fastify/sensible';
import { defineStandard, Failure, type FailureKind, failureKinds, mydata, type Standard } from '@oryu/core';
import type { FastifyInstance, FastifyReply, FastifySchema, FastifyServerOptions } from 'fastify';
import { ok, versions } from '../../../test/support/fastify-versions.js';
import { answerOf, answerOfFailure } from '../../../test/support/mydata-answers.js';
import { chunked, request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const each = <Value>(value: (kind: FailureKind) => Value) =>
  Object.fromEntries(failureKinds.map((kind) => [kind, value(kind)])) as Record<FailureKind, Value>;

/** A standard that answers with the kind of a failure, and its names in brackets. */
const { standard: named } = defineStandard({
  id: 'named',
  title: 'Kinds of failures with their names',
  source: 'the kinds of failures',
  codes: each((kind) => ({ status: 500, text: kind })),
  failures: each((kind) => kind),
  render: ({ message, status }) => ({ status, headers: { 'content-type': 'text/plain' }, body: message }),
});

const json = { 'content-type': 'application/json' };
const large = JSON.stringify({ a: 'a'.repeat(10_000_000) });

const parsers: readonly (readonly [name: string, kind: FailureKind, request: Buffer])[] = [
  ['broken JSON', 'malformed-body', request('POST /', json, '{"a":')],
  ['JSON with a forbidden name', 'malformed-body', request('POST /', json, '{"__proto__":{}}')],
  ['an empty JSON body', 'malformed-body', request('POST /', { ...json, 'content-length': '0' })],
  ['a body announced as too large', 'body-too-large', request('POST /', json, large)],
  [
    'a body of chunks that becomes too large',
    'body-too-large',
    request('POST /', { ...json, 'transfer-encoding': 'chunked' }, chunked(large)),
  ],
  [
    'a media type without a parser',
    'unsupported-media-type',
    request('POST /', { 'content-type': 'application/xml' }, '<a/>'),
  ],
  ['a media type that is none', 'unsupported-media-type', request('POST /', { 'content-type': 'a' }, 'a')],
];

const schema: FastifySchema = {
  headers: {
    type: 'object',
    required: ['x-api-tran-id', 'x-org'],
    properties: { 'x-api-tran-id': { type: 'string' }, 'x-org': { type: 'string', maxLength: 2 } },
  },
  querystring: {
    type: 'object',
    required: ['org_code'],
    properties: { org_code: { type: 'string' }, limit: { type: 'integer', maximum: 500 } },
  },
  params: { type: 'object', properties: { id: { type: 'string', pattern: '^[0-9]+$' } } },
  body: {
    type: 'object',
    required: ['account'],
    properties: {
      account: {
        type: 'object',
        required: ['number'],
        properties: { number: { type: 'string' }, tags: { type: 'array', items: { type: 'integer' } } },
      },
      amount: { type: 'integer' },
    },
  },
};

/** A request that the schema accepts, but for one part. */
const validated = (
  {
    path = '/accounts/1?org_code=A',
    headers = {},
    body = { account: { number: '1' } },
  }: { path?: string; headers?: object; body?: unknown },
  line = 'POST',
) =>
  request(
    `${line} ${path}`,
    { ...json, 'x-api-tran-id': 'A', 'x-org': 'A', ...headers },
    JSON.stringify(body),
  );

const validations: readonly (readonly [what: string, answer: string, request: Buffer])[] = [
  ['a missing parameter', 'missing-parameter (org_code)', validated({ path: '/accounts/1' })],
  ['an invalid one', 'invalid-parameter (limit)', validated({ path: '/accounts/1?org_code=A&limit=501' })],
  ['an invalid segment', 'invalid-parameter (id)', validated({ path: '/accounts/a?org_code=A' })],
  ['a missing member', 'missing-parameter (account)', validated({ body: {} })],
  [
    'a missing member of a member',
    'missing-parameter (account.number)',
    validated({ body: { account: {} } }),
  ],
  [
    'an invalid member of a list',
    'invalid-parameter (account.tags.1)',
    validated({ body: { account: { number: '1', tags: [1, 'b'] } } }),
  ],
  ['a body of another type', 'invalid-parameter', validated({ body: [] })],
  [
    'both a missing and an invalid member',
    'missing-parameter (account)',
    validated({ body: { amount: 'much' } }),
  ],
  ['an invalid header', 'invalid-header (x-org)', validated({ headers: { 'x-org': 'AAA' } })],
  [
    'missing headers',
    'missing-header (x-api-tran-id, x-org)',
    request('POST /accounts/1?org_code=A', json, '{"account":{"number":"1"}}'),
  ],
];

/** What an upstream's JSON may say, which looks like an error of Fastify's. */
const lookAlikes: readonly (readonly [what: string, members: object])[] = [
  ["a body parser's error", { statusCode: 400, code: 'FST_ERR_CTP_INVALID_JSON_BODY', name: 'FastifyError' }],
  ["a plugin's error", { statusCode: 413, code: 'FST_FILES_LIMIT', name: 'FastifyError' }],
  [
    "@fastify/compress's error",
    { statusCode: 400, code: 'FST_CP_ERR_INVALID_CONTENT', name: 'FastifyCompressError' },
  ],
  [
    'an error of validation',
    {
      statusCode: 400,
      code: 'FST_ERR_VALIDATION',
      validationContext: 'body',
      validation: [{ instancePath: '/secret', params: { missingProperty: 'secret' } }],
    },
  ],
  ['an error of validation without its errors', { statusCode: 400, validationContext: 'querystring' }],
  ['an error of validation of a part that is none', { statusCode: 400, validationContext: 'constructor' }],
  ['a client that has left', { statusCode: 400, code: 'ECONNRESET' }],
  ['an error of decompression', { statusCode: 400, code: 'Z_BUF_ERROR', errno: -5 }],
  ["@fastify/rate-limit's error", { statusCode: 429 }],
  ["@fastify/basic-auth's error", { statusCode: 401 }],
  ["@fastify/reply-from's error", { statusCode: 400, message: 'source/request contain invalid characters' }],
];

/** The name that Ajv, Joi and Yup all call their class by. */
class ValidationError extends Error {}

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
  const serve = async (
    configure: (app: FastifyInstance) => unknown,
    standard: Standard = named() as Standard,
    options?: FastifyServerOptions,
  ) => {
    const app = fastify(options);
    await app.register(providerErrors, { standard });
    await configure(app);
    await app.ready();
    return Served.start(app.server);
  };
  const bodyOf = (answer: string) => answer.slice(answer.indexOf('\n\n') + 2);

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

  describe('of schemas', () => {
    test.each(validations)('%s is answered as %s', async (_what, answer, bytes) => {
      const options = { ajv: { customOptions: { allErrors: true } } };
      const served = await serve((app) => app.post('/accounts/:id', { schema }, ok), undefined, options);
      expect(bodyOf(await served.answerTo(bytes))).toBe(answer);
    });

    const refusing: Record<string, () => unknown> = {
      'returns an Error': () => ({ error: new Error('비밀') }),
      'returns an Error with a status': () => ({
        error: Object.assign(new Error('비밀'), { statusCode: 422 }),
      }),
      'rejects with an error of validation': async () => {
        throw Object.assign(new ValidationError('비밀'), { details: '비밀' });
      },
    };

    test.each(Object.entries(refusing))(
      'a validator other than Ajv that %s names nothing',
      async (_what, validate) => {
        const served = await serve((app) =>
          app.setValidatorCompiler(() => validate as never).post('/:id', { schema }, ok),
        );
        expect(bodyOf(await served.answerTo(request('POST /1', json, '{}')))).toBe('invalid-parameter');
      },
    );

    test('a validator that returns a list of errors like those of Ajv names what it refuses', async () => {
      const error = [{ keyword: 'a', instancePath: '/account/number', schemaPath: '', params: {} }];
      const served = await serve((app) =>
        app.setValidatorCompiler(() => () => ({ error })).post('/:id', { schema }, ok),
      );
      expect(bodyOf(await served.answerTo(request('POST /1', json, '{}')))).toBe(
        'invalid-parameter (account.number)',
      );
    });

    test.each<[string, () => unknown]>([
      [
        'throws',
        () => {
          throw new TypeError('비밀');
        },
      ],
      ['rejects', () => Promise.reject(new TypeError('비밀'))],
    ])('a validator that itself %s is unexpected', async (_what, validate) => {
      const served = await serve((app) =>
        app.setValidatorCompiler(() => validate as never).post('/:id', { schema }, ok),
      );
      expect(bodyOf(await served.answerTo(request('POST /1', json, '{}')))).toBe('unexpected');
    });

    test('an asynchronous schema of Ajv names what is missing', async () => {
      const served = await serve((app) =>
        app.post('/', { schema: { body: { $async: true, type: 'object', required: ['a'] } } }, ok),
      );
      expect(bodyOf(await served.answerTo(request('POST /', json, '{}')))).toBe('missing-parameter (a)');
      expect(bodyOf(await served.answerTo(request('POST /', json, '{"a":1}')))).toContain('rsp_code');
    });

    test('a schema for one media type names what is missing', async () => {
      const content = { 'application/json': { schema: { type: 'object', required: ['a'] } } };
      const served = await serve((app) => app.post('/', { schema: { body: { content } } }, ok));
      const type = { 'content-type': 'Application/JSON; charset=utf-8' };
      expect(bodyOf(await served.answerTo(request('POST /', type, '{}')))).toBe('missing-parameter (a)');
    });

    test('the error that attachValidation leaves to the route is known when the route throws it', async () => {
      const served = await serve((app) =>
        app.post('/accounts/:id', { schema, attachValidation: true }, async ({ validationError }) => {
          throw validationError;
        }),
      );
      expect(bodyOf(await served.answerTo(validated({ body: {} })))).toBe('missing-parameter (account)');
    });

    test('an onError hook that takes its time lets the validator go on to other requests', async () => {
      const served = await serve((app) =>
        app
          .addHook('onError', () => new Promise((resolve) => setTimeout(resolve, 30)))
          .post('/accounts/:id', { schema }, ok),
      );
      const answers = [
        validated({ body: {} }),
        validated({ path: '/accounts/a?org_code=A' }),
        validated({}),
      ].map((bytes) => served.answerTo(bytes));
      expect((await Promise.all(answers)).map(bodyOf).slice(0, 2)).toEqual([
        'missing-parameter (account)',
        'invalid-parameter (id)',
      ]);
    });

    test('a formatter of messages changes nothing', async () => {
      const served = await serve((app) =>
        app.setSchemaErrorFormatter(() => new Error('비밀')).post('/accounts/:id', { schema }, ok),
      );
      expect(bodyOf(await served.answerTo(validated({ body: {} })))).toBe('missing-parameter (account)');
    });

    test('what a response schema cannot write is unexpected', async () => {
      const response = { 200: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } } };
      const served = await serve((app) => app.get('/', { schema: { response } }, async () => ({})));
      expect(bodyOf(await served.answerTo(request('GET /')))).toBe('unexpected');
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

  describe('what only looks like an error of Fastify is unexpected', () => {
    test.each(lookAlikes)('%s', async (_what, members) => {
      let thrown: unknown;
      const handler = () => Promise.reject(thrown);
      const served = await serve((app) =>
        app
          .get('/', handler)
          .post('/', handler)
          .post('/accounts/:id', { schema }, handler)
          .get('/hook', { onRequest: handler }, ok),
      );
      for (thrown of [
        members,
        Object.assign(new Error('비밀'), members),
        Object.assign(new SyntaxError('비밀'), members),
      ])
        for (const bytes of [
          request('GET /'),
          request('POST /', json, '{}'),
          validated({}),
          request('GET /hook'),
        ])
          expect(bodyOf(await served.answerTo(bytes))).toBe('unexpected');
    });
  });

  describe('of a body that a preParsing hook decompresses', () => {
    const whole = gzipSync('{"a":1}');
    const bodies = [
      ['that is cut', whole.subarray(0, -9)],
      ['that is not compressed', Buffer.from('{"a":1}')],
      ['with an error in it', Buffer.concat([whole.subarray(0, 12), Buffer.alloc(20), whole.subarray(32)])],
    ] as const;
    const gzip = { ...json, 'content-encoding': 'gzip' };
    const hooks: Record<string, (payload: Readable) => Readable> = {
      pipe: (payload) => payload.pipe(createGunzip()),
      pipeline: (payload) => pipeline(payload, createGunzip(), () => {}),
    };

    test.each(bodies)('one %s is malformed', async (_what, body) => {
      for (const decompress of Object.values(hooks)) {
        const served = await serve((app) =>
          app
            .addHook('preParsing', async (_request, _reply, payload) => decompress(payload as Readable))
            .post('/', ok),
        );
        expect(bodyOf(await served.answerTo(request('POST /', gzip, body)))).toBe('malformed-body');
      }
    });

    if (name === 'Fastify 5') {
      test.each(bodies)('by @fastify/compress, one %s is malformed', async (_what, body) => {
        const served = await serve(async (app) => {
          await app.register(compress);
          app.post('/', ok);
        });
        expect(bodyOf(await served.answerTo(request('POST /', gzip, body)))).toBe('malformed-body');
        const unknown = { ...json, 'content-encoding': 'x' };
        expect(bodyOf(await served.answerTo(request('POST /', unknown, body)))).toBe(
          'unsupported-media-type',
        );
      });
    }

    test('a hook whose own stream fails otherwise is unexpected', async () => {
      const fail = () => new Transform({ transform: (_chunk, _encoding, done) => done(new Error('비밀')) });
      const served = await serve((app) =>
        app
          .addHook('preParsing', (_request, _reply, payload, done) => done(null, payload.pipe(fail())))
          .post('/', ok),
      );
      expect(bodyOf(await served.answerTo(request('POST /', json, '{}')))).toBe('unexpected');
    });
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

  test('translate is asked before all of these', async () => {
    const app = fastify();
    const translate = (error: unknown) => (error instanceof Error ? new Failure('maintenance') : undefined);
    await app.register(providerErrors, { standard: mydata(), translate });
    app.post('/', ok);
    await app.ready();
    const served = await Served.start(app.server);
    expect(await served.answerTo(request('POST /', json, '{'))).toContain('\n{"rsp_code":"50008"');
    expect(await served.answerTo(request('GET /nowhere'))).toBe(answerOf(40401));
  });
});
