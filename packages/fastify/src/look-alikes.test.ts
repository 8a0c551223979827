import type { Standard } from '@oryu/core';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { serve as serveApp } from '../../../test/support/fastify-applications.js';
import { bodyOf, ok, versions } from '../../../test/support/fastify-versions.js';
import { kindsWithNames } from '../../../test/support/kinds.js';
import { request } from '../../../test/support/raw-http.js';

const json = { 'content-type': 'application/json' };

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
  ['an error of validation of an unknown part', { statusCode: 400, validationContext: 'constructor' }],
  ['a client that has left', { statusCode: 400, code: 'ECONNRESET' }],
  ['an error of decompression', { statusCode: 400, code: 'Z_BUF_ERROR', errno: -5 }],
  ["@fastify/rate-limit's error", { statusCode: 429 }],
  ["@fastify/basic-auth's error", { statusCode: 401 }],
  ["@fastify/reply-from's error", { statusCode: 400, message: 'source/request contain invalid characters' }],
];

const schema = { body: { type: 'object' } };

describe.each(versions)('%s', (_name, fastify) => {
  const serve = (
    configure: (app: FastifyInstance) => unknown,
    standard: Standard = kindsWithNames(),
    options?: FastifyServerOptions,
  ) => serveApp(fastify(options), { standard }, configure);

  describe('a value that only looks like an error of Fastify is unexpected', () => {
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
          request('POST /accounts/1', json, '{}'),
          request('GET /hook'),
        ])
          expect(bodyOf(await served.answerTo(bytes))).toBe('unexpected');
    });
  });
});
