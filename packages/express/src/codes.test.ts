import {
  type MyDataCode,
  MyDataError,
  type MyDataTokenCode,
  MyDataTokenError,
  mydata,
  mydataToken,
} from '@oryu/core';
import type { RequestHandler } from 'express';
import { plain, versions } from '../../../test/support/express-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { codesOf } from '../../../test/support/spec.js';
import { providerErrors } from './index.js';

const transactionId = 'ORYUBANK01S00000000000001';

type Make = (request: Parameters<RequestHandler>[0]) => Error;

/** The ways in which a route can fail. */
const ways: Record<string, (make: Make) => RequestHandler> = {
  thrown: (make) => (request) => {
    throw make(request);
  },
  'given to next()': (make) => (request, _response, next) => next(make(request)),
  'given to next() later': (make) => (request, _response, next) => {
    setImmediate(() => next(make(request)));
  },
  'rejected with': (make) => async (request) => {
    await Promise.resolve();
    throw make(request);
  },
};

const apiError: Make = ({ params }) => new MyDataError(Number(params.code) as MyDataCode);
const tokenError: Make = ({ params }) => new MyDataTokenError(params.code as MyDataTokenCode);

describe.each(versions)('%s', (name, express) => {
  // Express 4 does not look at the promise that a handler returns: there, a rejection is given to next() by hand.
  const own = Object.entries(ways).filter(([way]) => name === 'Express 5' || way !== 'rejected with');
  let served: Served;

  beforeAll(async () => {
    const app = plain(express);
    const [api, token] = [express.Router(), express.Router()];
    for (const [index, [, handler]] of own.entries()) {
      api.get(`/${index}/:code`, handler(apiError));
      token.get(`/${index}/:code`, handler(tokenError));
    }
    app.use('/api', api.use(providerErrors(mydata())));
    app.use('/token', token.use(providerErrors(mydataToken())));
    served = await Served.start(app);
  });

  describe.each(own.map(([way], index) => [way, index] as const))('an error %s', (_way, index) => {
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
});

test('what an error carries beside its code is on the wire', async () => {
  const [[, express]] = versions as [(typeof versions)[number]];
  const app = plain(express);
  app.get('/text', () => {
    throw new MyDataError(40001, '조회 시작일이 잘못되었습니다');
  });
  app.get('/busy', () => {
    throw new MyDataError(42901, { retryAfter: 59.5, headers: { 'x-quota': '0' } });
  });
  const served = await Served.start(app.use(providerErrors(mydata())));

  expect(await served.answerTo(request('GET /text'))).toBe(
    answerOf(40001, {}, { message: '조회 시작일이 잘못되었습니다' }),
  );
  expect(await served.answerTo(request('GET /busy'))).toBe(
    answerOf(42901, { 'retry-after': '60', 'x-quota': '0' }),
  );
});
