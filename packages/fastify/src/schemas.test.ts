import type { Standard } from '@oryu/core';
import type { FastifyInstance, FastifySchema, FastifyServerOptions } from 'fastify';
import { serve as serveApp } from '../../../test/support/fastify-applications.js';
import { bodyOf, ok, versions } from '../../../test/support/fastify-versions.js';
import { kindsWithNames } from '../../../test/support/kinds.js';
import { request } from '../../../test/support/raw-http.js';

const json = { 'content-type': 'application/json' };

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

/** The name that Ajv, Joi and Yup all call their class by. */
class ValidationError extends Error {}

describe.each(versions)('%s', (_name, fastify) => {
  const serve = (
    configure: (app: FastifyInstance) => unknown,
    standard: Standard = kindsWithNames(),
    options?: FastifyServerOptions,
  ) => serveApp(fastify(options), { standard }, configure);

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

  test('if a validator returns a list of errors like those of Ajv, the refused members are named', async () => {
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

  test('an asynchronous schema of Ajv names missing members', async () => {
    const served = await serve((app) =>
      app.post('/', { schema: { body: { $async: true, type: 'object', required: ['a'] } } }, ok),
    );
    expect(bodyOf(await served.answerTo(request('POST /', json, '{}')))).toBe('missing-parameter (a)');
    expect(bodyOf(await served.answerTo(request('POST /', json, '{"a":1}')))).toContain('rsp_code');
  });

  test('a schema for one media type names missing members', async () => {
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

  test('while an onError hook waits, the validator can serve other requests', async () => {
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

  test('a value that a response schema cannot write is unexpected', async () => {
    const response = { 200: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } } };
    const served = await serve((app) => app.get('/', { schema: { response } }, async () => ({})));
    expect(bodyOf(await served.answerTo(request('GET /')))).toBe('unexpected');
  });
});
