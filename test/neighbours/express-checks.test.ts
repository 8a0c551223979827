/** docs/neighbours.md, Express: packages that check requests, on both majors. */
import { MyDataError, mydata, type Standard } from '@oryu/core';
import {
  celebrate as celebrateErrors,
  expressJwt,
  openapiValidator,
  passport as passportErrors,
} from '@oryu/core/translators';
import type { ExpressContext, ProviderErrorsOptions } from '@oryu/express';
import { celebrate, errors, Joi } from 'celebrate';
import type { Express } from 'express';
import { expressjwt } from 'express-jwt';
import { middleware as openapi } from 'express-openapi-validator';
import jsonwebtoken from 'jsonwebtoken';
// @ts-expect-error: it has no declarations.
import passport from 'passport';
import { serve } from '../support/express-applications.js';
import { ok, versions } from '../support/express-versions.js';
import { answerInKinds, kindsWithNames } from '../support/kinds.js';
import { answerOf, answerOfFailure } from '../support/mydata-answers.js';
import { theirAnswer } from '../support/neighbours.js';
import { request } from '../support/raw-http.js';

const onError = () => {};
const json = { 'content-type': 'application/json; charset=utf-8' };

/** A document of an API: a parameter, a header and a body that it requires. */
const apiSpec = {
  openapi: '3.0.3',
  info: { title: 'accounts', version: '1' },
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } } },
  paths: {
    '/accounts': {
      get: {
        parameters: [
          { in: 'query', name: 'limit', required: true, schema: { type: 'integer', maximum: 500 } },
          { in: 'header', name: 'x-api-type', required: true, schema: { type: 'string' } },
        ],
        responses: { 200: { description: 'ok' } },
      },
      post: {
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { type: 'object', required: ['number'], properties: { number: { type: 'string' } } },
            },
          },
        },
        responses: { 200: { description: 'ok' } },
      },
    },
    '/closed': { get: { security: [{ key: [] }], responses: { 200: { description: 'ok' } } } },
  },
} as const;

describe.each(versions)('%s', (_name, express) => {
  type Options = ProviderErrorsOptions<ExpressContext>;
  const start = (configure: (app: Express) => unknown, options?: Options, standard: Standard = mydata()) =>
    serve(express, configure, standard, { onError, ...options });

  describe('passport', () => {
    const challenge = 'Bearer realm="bank", error="invalid_token"';
    const bearer = {
      name: 'bearer',
      authenticate(this: { fail(challenge: string, status: number): void }) {
        this.fail(challenge, 401);
      },
    };
    const challenged = { 'www-authenticate': challenge };

    test('sends its own response, unless it has failWithError', async () => {
      const served = await start((app) =>
        app.get('/', passport.authenticate(bearer, { session: false }), ok),
      );
      expect(await served.answerTo(request('GET /'))).toBe(
        theirAnswer('401 Unauthorized', 'Unauthorized', challenged),
      );
    });

    test('is unauthenticated with its challenge, once translated', async () => {
      const mount = (app: Express) =>
        app.get('/', passport.authenticate(bearer, { session: false, failWithError: true }), ok);
      const unknown = await start(mount);
      expect(await unknown.answerTo(request('GET /'))).toBe(answerOfFailure('unexpected'));
      const served = await start(mount, { translate: passportErrors });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40101, challenged));
    });
  });

  describe('express-jwt', () => {
    const secret = 'a'.repeat(32);
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    const mount = (app: Express) => app.get('/', expressjwt({ secret, algorithms: ['HS256'] }), ok);
    const refused: readonly (readonly [string, Record<string, string>])[] = [
      ['no token', {}],
      ['another scheme', { authorization: 'Basic a' }],
      ['more than a token', { authorization: 'Bearer a b' }],
      ['a malformed token', bearer('a.b.c')],
      ['an expired token', bearer(jsonwebtoken.sign({ exp: 1 }, secret))],
      ['a token of another key', bearer(jsonwebtoken.sign({}, 'b'.repeat(32)))],
    ];

    test.each(refused)('%s is unexpected, and unauthenticated once translated', async (_what, headers) => {
      const unknown = await start(mount);
      expect(await unknown.answerTo(request('GET /', headers))).toBe(answerOfFailure('unexpected'));
      const served = await start(mount, { translate: expressJwt });
      expect(await served.answerTo(request('GET /', headers))).toBe(answerOfFailure('unauthenticated'));
    });

    test('a key that cannot be read stays unexpected', async () => {
      const down = () => Promise.reject(new Error('비밀'));
      const served = await start(
        (app) => app.get('/', expressjwt({ secret: down, algorithms: ['HS256'] }), ok),
        { translate: expressJwt },
      );
      const headers = bearer(jsonwebtoken.sign({}, secret));
      expect(await served.answerTo(request('GET /', headers))).toBe(answerOfFailure('unexpected'));
    });
  });

  describe('express-openapi-validator', () => {
    let key: () => boolean;
    beforeEach(() => {
      key = () => false;
    });
    const mount = (app: Express) =>
      app
        .use(express.json())
        .use(openapi({ apiSpec: apiSpec as never, validateSecurity: { handlers: { key: () => key() } } }))
        .all('/accounts', ok);
    const type = { 'x-api-type': 'a' };
    const post = (body: string, headers = { 'content-type': 'application/json' }) =>
      request('POST /accounts', headers, body);
    const requests: readonly (readonly [what: string, request: Buffer, kindAndNames: string])[] = [
      ['a missing parameter', request('GET /accounts', type), 'missing-parameter (limit)'],
      ['a wrong parameter', request('GET /accounts?limit=501', type), 'invalid-parameter (limit)'],
      ['a parameter that is not known', request('GET /accounts?limit=1&a=1', type), 'invalid-parameter (a)'],
      ['a missing header', request('GET /accounts?limit=1'), 'missing-header (x-api-type)'],
      ['a missing member', post('{}'), 'missing-parameter (number)'],
      ['a wrong member', post('{"number":1}'), 'invalid-parameter (number)'],
      ['another media type', post('a', { 'content-type': 'text/plain' }), 'unsupported-media-type'],
      ['an unknown path', request('GET /nowhere'), 'route-not-found'],
      ['a wrong method', request('PUT /accounts'), 'method-not-allowed'],
      ['a security handler that refuses', request('GET /closed', { 'x-key': 'a' }), 'unauthenticated'],
    ];

    test.each(requests)('%s is unexpected, and its own kind once translated', async (_what, bytes, kind) => {
      const unknown = await start(mount);
      expect(await unknown.answerTo(bytes)).toBe(answerOfFailure('unexpected'));
      const served = await start(mount, { translate: openapiValidator }, kindsWithNames());
      expect(await served.answerTo(bytes)).toBe(answerInKinds(kind));
    });

    test.each([
      ['a typed error', new MyDataError(40305)],
      ['an error of an HTTP client', Object.assign(new Error('비밀'), { status: 404, response: {} })],
    ])('%s of a security handler is unexpected', async (_what, thrown) => {
      key = () => {
        throw thrown;
      };
      const served = await start(mount, { translate: openapiValidator });
      expect(await served.answerTo(request('GET /closed', { 'x-key': 'a' }))).toBe(
        answerOfFailure('unexpected'),
      );
    });

    test('a wrong method gets the Allow of the document', async () => {
      const served = await start(mount, { translate: openapiValidator });
      expect(await served.answerTo(request('PUT /accounts'))).toBe(
        answerOfFailure('method-not-allowed', { allow: 'GET, HEAD, POST' }),
      );
    });
  });

  describe('celebrate', () => {
    const mount = (app: Express) =>
      app.use(express.json()).post(
        '/',
        celebrate(
          {
            query: Joi.object({ limit: Joi.number() }),
            body: Joi.object({ account: Joi.object({ number: Joi.string().required() }) }),
          },
          { abortEarly: false },
        ),
        ok,
      );
    const post = (target: string, body: string) =>
      request(`POST ${target}`, { 'content-type': 'application/json' }, body);

    test.each([
      ['a missing member', post('/', '{"account":{}}'), 'missing-parameter (account.number)'],
      ['a wrong member', post('/', '{"account":{"number":1}}'), 'invalid-parameter (account.number)'],
      ['a wrong parameter', post('/?limit=a', '{}'), 'invalid-parameter (limit)'],
    ])('%s is unexpected, and its own kind once translated', async (_what, bytes, kind) => {
      const unknown = await start(mount);
      expect(await unknown.answerTo(bytes)).toBe(answerOfFailure('unexpected'));
      const served = await start(mount, { translate: celebrateErrors }, kindsWithNames());
      expect(await served.answerTo(bytes)).toBe(answerInKinds(kind));
    });

    test('its errors() sends its own JSON', async () => {
      const served = await start((app) => mount(app.disable('etag')).use(errors()));
      const text = '"account.number" is required'.replaceAll('"', '\\"');
      const body = `{"statusCode":400,"error":"Bad Request","message":"Validation failed","validation":{"body":{"source":"body","keys":["account.number"],"message":"${text}"}}}`;
      expect(await served.answerTo(post('/', '{"account":{}}'))).toBe(
        theirAnswer('400 Bad Request', body, json),
      );
    });
  });
});
