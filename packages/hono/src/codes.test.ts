import { getRequestListener } from '@hono/node-server';
import {
  type MyDataCode,
  MyDataError,
  type MyDataTokenCode,
  MyDataTokenError,
  mydata,
  mydataToken,
} from '@oryu/core';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { validator } from 'hono/validator';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { codesOf } from '../../../test/support/spec.js';
import { providerErrors } from './index.js';

const transactionId = 'ORYUBANK01S00000000000001';

type Make = (context: Context) => Error;

/** The ways in which a route can fail. */
const ways: Record<string, (make: Make) => MiddlewareHandler[]> = {
  'thrown by a handler': (make) => [
    (context) => {
      throw make(context);
    },
  ],
  'rejected with': (make) => [
    async (context) => {
      await Promise.resolve();
      throw make(context);
    },
  ],
  'thrown by a validator': (make) => [
    validator('query', (_value, context) => {
      throw make(context);
    }),
    async (context) => context.text('not reached'),
  ],
  'thrown by a middleware behind the answer': (make) => [
    async (context, next) => {
      await next();
      throw make(context);
    },
    async (context) => context.text('abandoned', 201, { etag: '"v1"' }),
  ],
};

const apiError: Make = ({ req }) => new MyDataError(Number(req.param('code')) as MyDataCode);
const tokenError: Make = ({ req }) => new MyDataTokenError(req.param('code') as MyDataTokenCode);

let served: Served;

beforeAll(async () => {
  const [api, token] = [new Hono(), new Hono()];
  for (const [index, handlers] of Object.values(ways).entries()) {
    api.get(`/api/${index}/:code`, ...(handlers(apiError) as [MiddlewareHandler]));
    token.get(`/${index}/:code`, ...(handlers(tokenError) as [MiddlewareHandler]));
  }
  providerErrors(api, mydata());
  providerErrors(token, mydataToken());
  served = await Served.start(getRequestListener(api.route('/token', token).fetch));
});

describe.each(Object.keys(ways).map((way, index) => [way, index] as const))('an error %s', (_way, index) => {
  test.each(codesOf('mydata', 'api', 'token').filter(({ rule }) => rule !== 'result'))(
    'of the $surface surface: $code is answered with $status and the prescribed bytes',
    async ({ surface, code }) => {
      const line = `GET /${surface}/${index}/${code}`;
      expect(await served.answerTo(request(line))).toBe(answerOf(code));
      expect(await served.answerTo(request(line, { 'x-api-tran-id': transactionId }))).toBe(
        answerOf(code, { 'x-api-tran-id': transactionId }),
      );
    },
  );
});

test('what an error carries beside its code is on the wire', async () => {
  const app = new Hono();
  app.get('/text', () => {
    throw new MyDataError(40001, '조회 시작일이 잘못되었습니다');
  });
  app.get('/busy', () => {
    throw new MyDataError(42901, { retryAfter: 59.5, headers: { 'x-quota': '0' } });
  });
  providerErrors(app, mydata());
  const { fetch } = app;
  const answers = await Served.start(getRequestListener(fetch));
  expect(await answers.answerTo(request('GET /text'))).toBe(
    answerOf(40001, {}, { message: '조회 시작일이 잘못되었습니다' }),
  );
  expect(await answers.answerTo(request('GET /busy'))).toBe(
    answerOf(42901, { 'retry-after': '60', 'x-quota': '0' }),
  );
});
