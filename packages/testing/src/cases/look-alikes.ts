import { Failure, mydata } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();
const secret = 'SECRET-7c09';

/** An Error with the members of a library's own. */
const like = (members: object, error: Error = new Error(secret)) => Object.assign(error, members);

/** Values of an application or its HTTP client that look like a library's error. */
const lookAlikes: readonly (readonly [name: string, make: () => unknown])[] = [
  [
    'an upstream’s JSON like Fastify’s',
    () => JSON.parse(`{"statusCode":400,"code":"FST_ERR_CTP_EMPTY_JSON_BODY"}`),
  ],
  [
    'an upstream’s JSON like Nest’s',
    () => JSON.parse(`{"statusCode":403,"message":"${secret}","error":"Forbidden"}`),
  ],
  [
    'an upstream’s JSON like http-errors’',
    () => JSON.parse(`{"status":404,"expose":true,"message":"${secret}"}`),
  ],
  [
    'findings like Fastify’s',
    () => ({ validationContext: secret, validation: [{ instancePath: `/${secret}` }] }),
  ],
  [
    'an Error with findings like Fastify’s',
    () => like({ statusCode: 400, validationContext: 'body', validation: [] }),
  ],
  [
    'an Error with a code like Fastify’s',
    () => like({ statusCode: 413, code: 'FST_ERR_CTP_BODY_TOO_LARGE' }),
  ],
  [
    'an Error named like Fastify’s',
    () => like({ name: 'FastifyError', statusCode: 404, code: 'FST_ERR_NOT_FOUND' }),
  ],
  ['a connection that an upstream reset', () => like({ statusCode: 400, code: 'ECONNRESET' })],
  ['a SyntaxError with a status', () => like({ status: 400, body: '<x/>' }, new SyntaxError(secret))],
  ['a RangeError with a status', () => like({ status: 400 }, new RangeError(secret))],
  [
    'a response of an upstream’s client',
    () => like({ status: 400, body: '<x/>', type: 'entity.parse.failed' }),
  ],
  [
    'an Error with a type like body-parser’s',
    () => like({ status: 413, type: 'entity.too.large', limit: 1 }),
  ],
  ['an Error like formidable’s', () => like({ httpCode: 500, code: 1003 })],
  ['an object like formidable’s', () => ({ httpCode: 413, code: 1009 })],
  ['an Error of a limit, named like multer’s', () => like({ name: 'MulterError', code: 'LIMIT_FILE_SIZE' })],
  [
    'an upstream’s JSON of a broken body, like Fastify’s',
    () => ({ statusCode: 400, code: 'FST_ERR_CTP_INVALID_JSON_BODY' }),
  ],
  ['a URIError with a status', () => like({ status: 400, statusCode: 400 }, new URIError(secret))],
  ['an Error named like multer’s', () => like({ name: 'MulterError', code: 'NO_SUCH_LIMIT', field: secret })],
  ['data of an upstream that cannot be decompressed', () => like({ code: 'Z_DATA_ERROR', errno: -3 })],
  ['a URIError', () => new URIError(secret)],
  ['a text like co-body’s', () => like({ status: 415 }, new Error('Unsupported content-type: text/plain'))],
  ['an object like Hono’s HTTPException', () => ({ status: 401, res: undefined, getResponse: () => secret })],
  ['an object like Nest’s HttpException', () => ({ getStatus: () => 404, getResponse: () => secret })],
  ['an object like Boom’s', () => ({ isBoom: true, output: { statusCode: 404, payload: secret } })],
];

/** Nothing is read from a value that only looks like an error of a library. */
export const lookAlikeCases: readonly ConformanceCase[] = [
  {
    name: 'values that look like a library’s own errors are answered as unexpected',
    run: (harness) => {
      const routes = lookAlikes.map(([, make], index) => throwing(`/like/${index}`, make));
      return withApplication(harness, { standard, options: { onError: () => {} }, routes }, async (port) => {
        for (const index of lookAlikes.keys()) {
          const target = `/like/${index}`;
          const [response] = await exchange(port, requestBytes('GET', target));
          assertAnswer(response, new Failure('unexpected'), viewOf('GET', target), standard);
        }
      });
    },
  },
];
