import { type ErrorReport, Failure, MyDataError, MyDataTokenError, mydata } from '@oryu/core';
import { plain, versions } from '../../../test/support/express-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

type Thrown = readonly [name: string, value: unknown];

const secret = 'SELECT * FROM accounts';
const refuse = () => {
  throw new Error(secret);
};
const trap = new Proxy({}, { get: () => refuse });
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const likeError = (members: object) => Object.assign(new Error(secret), members);

/** Nothing is taken from what is not recognised, however much it looks like something. */
const unexpected: readonly Thrown[] = [
  ['an Error', new Error(secret)],
  ['a TypeError', new TypeError(secret)],
  ['a text', secret],
  ['a number that is a code', 40305],
  ['a number that is a status', 404],
  ['true', true],
  ['a bigint', 1n],
  ['a symbol', Symbol(secret)],
  ['a function', refuse],
  ['a class', class Absent {}],
  ['an object', {}],
  ['an array', [new MyDataError(40305)]],
  ['an object without prototype', Object.create(null)],
  ['a frozen Error', Object.freeze(new Error(secret))],
  ['a Response', new Response(secret, { status: 404 })],
  ['a promise', Promise.resolve(new MyDataError(40305))],
  ['a proxy that refuses everything', new Proxy({}, trap)],
  ['a proxy of an Error that refuses everything', new Proxy(new Error(secret), trap)],
  ['a revoked proxy', revoked.proxy],
  ['an Error whose members refuse', Object.defineProperty(new Error(), 'status', { get: refuse })],
  ['an object with a status', { status: 404, statusCode: 404, message: secret }],
  ['an Error with a status', likeError({ status: 404, statusCode: 404 })],
  ['an Error with a status of its own only', likeError({ status: 400, expose: true })],
  ['an error of axios', likeError({ isAxiosError: true, status: 401, response: { status: 401, data: {} } })],
  ['an error of got', likeError({ code: 'ERR_NON_2XX_3XX_RESPONSE', response: { statusCode: 403 } })],
  ['an error of undici', likeError({ statusCode: 429, code: 'UND_ERR_RESPONSE_STATUS_CODE' })],
  ['an error of aws-sdk', likeError({ $fault: 'client', $metadata: { httpStatusCode: 404 } })],
  ['an error of PostgreSQL', likeError({ code: '23505', detail: secret })],
  ['an error of jsonwebtoken', likeError({ name: 'TokenExpiredError', expiredAt: new Date() })],
  ['an error of the file system', likeError({ code: 'ENOENT', errno: -2, path: '/etc/passwd' })],
  ['a failed parse of something else', likeError({ type: 'entity.parse.failed' })],
  ['an object like a typed error', { standard: 'mydata', code: 40305, status: 403, message: secret }],
  ['a URIError of the handler', uriError()],
  ['an AggregateError', new AggregateError([new MyDataError(40305)], secret)],
  ['an Error caused by a typed error', new Error(secret, { cause: new MyDataError(40305) })],
];

/** `throw undefined` is, to Express, the same as `next()`; 'route' is its word for the next route. */
const ignored: readonly Thrown[] = [
  ['undefined', undefined],
  ['null', null],
  ['false', false],
  ['0', 0],
  ['NaN', Number.NaN],
  ["''", ''],
  ["'route'", 'route'],
];

const answered: readonly (readonly [...Thrown, answer: string])[] = [
  ['a frozen typed error', Object.freeze(new MyDataError(40305)), answerOf(40305)],
  ['a typed error of a subclass', new (class extends MyDataError {})(40305), answerOf(40305)],
  ['a typed error made without new', MyDataError(40305), answerOf(40305)],
  ['a proxy of a typed error', new Proxy(new MyDataError(40305), {}), answerOf(40305)],
  [
    'a typed error given another status',
    Object.assign(new MyDataError(40305), { status: 200 }),
    answerOf(40305),
  ],
  ['a typed error with a cause', new MyDataError(40305, { cause: new Error(secret) }), answerOf(40305)],
  ['an error of another standard', new MyDataTokenError('invalid_grant'), answerOf('invalid_grant')],
  ['a failure', new Failure('forbidden'), answerOf(40104)],
  [
    'a failure with its retry time',
    new Failure('rate-limited', { retryAfter: 30 }),
    answerOf(42901, { 'retry-after': '30' }),
  ],
  [
    'a failure with names',
    new Failure('missing-parameter', { names: ['org_code'] }),
    answerOf(40001, {}, { message: `${mydata().codes.get(40001)?.text} (org_code)` }),
  ],
];

describe.each(versions)('%s', (name, express) => {
  let served: Served;
  let reports: ErrorReport[];

  /** What the next request throws; a module's own, since a path cannot carry it. */
  let next: unknown;

  beforeAll(async () => {
    const app = plain(express);
    app.get('/thrown', () => {
      throw next;
    });
    app.get('/rejected', async () => {
      throw next;
    });
    const onError = (report: ErrorReport) => reports.push(report);
    served = await Served.start(app.use(providerErrors(mydata(), { onError })));
  });

  beforeEach(() => {
    reports = [];
  });

  test.each(unexpected)(
    '%s is answered as unexpected, and nothing of it is on the wire',
    async (_name, value) => {
      next = value;
      expect(await served.answerTo(request('GET /thrown'))).toBe(answerOf(50001));
      expect(reports).toHaveLength(1);
      expect(Object.is(reports[0]?.thrown, value)).toBe(true);
      expect(reports[0]?.origin).toBe('unexpected');
    },
  );

  test.each(ignored)('%s is no error to Express: the route counts as unanswered', async (_name, value) => {
    next = value;
    expect(await served.answerTo(request('GET /thrown'))).toBe(answerOf(40401));
    expect(reports[0]?.origin).toBe('framework');
  });

  test.each(answered)('%s is answered with its own code', async (_name, value, answer) => {
    next = value;
    expect(await served.answerTo(request('GET /thrown'))).toBe(answer);
    expect(Object.is(reports[0]?.thrown, value)).toBe(true);
  });

  test("'router', Express's word for leaving a router, leaves the application: its own page answers", async () => {
    next = 'router';
    expect(await served.answerTo(request('GET /thrown'))).toMatch(
      /^HTTP\/1\.1 404 Not Found\n.*<!DOCTYPE html>/s,
    );
    expect(reports).toHaveLength(0);
  });

  // Express 4 does not look at the promise that a handler returns.
  if (name === 'Express 5') {
    test.each(ignored.filter(([, value]) => !value))(
      'a rejection with %s, which Express makes an Error of, is unexpected',
      async (_name, value) => {
        next = value;
        expect(await served.answerTo(request('GET /rejected'))).toBe(answerOf(50001));
      },
    );
  }
});

function uriError(): unknown {
  try {
    return decodeURIComponent('%');
  } catch (error) {
    return error;
  }
}
