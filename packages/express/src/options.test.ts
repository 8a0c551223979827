import { AsyncLocalStorage } from 'node:async_hooks';
import { jest } from '@jest/globals';
import {
  type ErrorReport,
  Failure,
  isProviderError,
  MyDataError,
  MyDataTokenError,
  mydata,
  mydataToken,
  type ProviderErrorsOptions,
  parseReply,
} from '@oryu/core';
import express from 'express';
import createError from 'http-errors';
import supertest from 'supertest';
import { ok } from '../../../test/support/express-versions.js';
import { ConfiguredError, TinyError } from '../../../test/support/tiny-standard.js';
import { type ExpressContext, providerErrors, standardHeaders } from './index.js';

class ExpiredJwt extends Error {}

const fail = () => {
  throw new Error('a bug');
};

const codeOf = (body: { rsp_code?: unknown; error?: unknown }) => body.rsp_code ?? body.error;

/** What is answered, and what is reported, when a route throws. */
async function answerTo(
  thrown: unknown,
  options: ProviderErrorsOptions<ExpressContext> = {},
  standard = mydata(),
) {
  const reports: ErrorReport<ExpressContext>[] = [];
  const onError: ProviderErrorsOptions<ExpressContext>['onError'] = (report) => {
    reports.push(report);
    return options.onError?.(report);
  };
  const app = express();
  app.get('/v2/accounts', () => {
    throw thrown;
  });
  app.use(providerErrors(standard, { ...options, onError }));
  const response = await supertest(app).get('/v2/accounts?limit=1').set('x-trace', 'a');
  return { status: response.status, code: codeOf(response.body), reports };
}

describe('translate', () => {
  const fromWire = () =>
    parseReply(mydata(), { status: 403, headers: {}, body: '{"rsp_code":"40305","rsp_msg":"해지"}' }).error;

  test.each<[string, unknown, Required<ProviderErrorsOptions>['translate'], code: unknown, origin: string]>([
    ['a code', new ExpiredJwt(), () => new MyDataError(40101), '40101', 'domain'],
    [
      'a code of another standard',
      new ExpiredJwt(),
      () => new MyDataTokenError('invalid_grant'),
      'invalid_grant',
      'domain',
    ],
    ['a failure', new ExpiredJwt(), () => new Failure('unauthenticated'), '40101', 'framework'],
    ['nothing', new ExpiredJwt(), () => undefined, '50001', 'unexpected'],
    ['something else', new ExpiredJwt(), () => ({ code: 40305 }) as never, '50001', 'unexpected'],
    ['a promise', new ExpiredJwt(), (async () => new MyDataError(40101)) as never, '50001', 'unexpected'],
    ['an exception', new ExpiredJwt(), fail, '50001', 'unexpected'],
    ['a rejection', new ExpiredJwt(), (async () => fail()) as never, '50001', 'unexpected'],
    [
      'the wire error it was given',
      fromWire(),
      (thrown) => (isProviderError(thrown) ? thrown : undefined),
      '40305',
      'domain',
    ],
    ['nothing, of a wire error', fromWire(), () => undefined, '50002', 'framework'],
  ])('that gives %s', async (_what, thrown, translate, code, origin) => {
    const { code: answered, reports } = await answerTo(thrown, { translate });
    expect([answered, reports.map((report) => report.origin)]).toEqual([code, [origin]]);
  });

  test.each([
    ['a typed error', new MyDataError(40305), '40305'],
    ['a failure', new Failure('maintenance'), '50008'],
  ])('is not asked for %s', async (_what, thrown, code) => {
    const translate = jest.fn(() => new MyDataError(40101));
    expect((await answerTo(thrown, { translate })).code).toBe(code);
    expect(translate).not.toHaveBeenCalled();
  });

  test("is asked before Express's own errors are classified", async () => {
    const app = express().use(express.json());
    app.use(providerErrors(mydata(), { translate: () => new MyDataError(50009) }));
    const { body } = await supertest(app).post('/').set('content-type', 'application/json').send('{');
    expect(body.rsp_code).toBe('50009');
  });
});

describe('onError', () => {
  test('is told once of each error answer, with all there is to log', async () => {
    const thrown = new MyDataError(40305, { cause: new Error('closed yesterday') });
    const { reports } = await answerTo(thrown);
    expect(reports).toHaveLength(1);
    const [{ error, origin, reply, request, context, ...rest }] = reports as [ErrorReport<ExpressContext>];
    expect(rest).toEqual({ thrown, fault: 'client', retryable: false });
    expect(context.request.get('x-trace')).toBe('a');
    expect(context.response.statusCode).toBe(403);
    expect(error).toBe(thrown);
    expect(origin).toBe('domain');
    expect(reply.status).toBe(403);
    expect([request.method, request.url, request.header('X-Trace')]).toEqual([
      'GET',
      '/v2/accounts?limit=1',
      'a',
    ]);
  });

  test('is told of unknown routes and wrong methods as well', async () => {
    const reports: ErrorReport[] = [];
    const app = express().get('/accounts', ok);
    app.use('/v2', providerErrors(mydata(), { onError: (report) => reports.push(report) }));
    app.use(providerErrors(mydata(), { onError: (report) => reports.push(report) }));
    await supertest(app).get('/v2/nowhere');
    await supertest(app).post('/accounts');
    expect(reports.map(({ error, origin, request }) => [error.code, origin, request.url])).toEqual([
      [40401, 'framework', '/v2/nowhere'],
      [40501, 'framework', '/accounts'],
    ]);
  });

  test('is not told of what is no error', async () => {
    const onError = jest.fn();
    const app = express().get('/accounts', ok).use(providerErrors(mydata(), { onError }));
    await supertest(app).get('/accounts').expect(200);
    await supertest(app).options('/accounts').expect(200);
    expect(onError).not.toHaveBeenCalled();
  });

  test.each<[string, Required<ProviderErrorsOptions>['onError']]>([
    ['throws', fail],
    ['rejects', async () => fail()],
    ['never settles', () => new Promise(() => {})],
    ['returns a thenable that throws', () => Object.defineProperty({}, 'then', { get: fail })],
    [
      'changes what it is given',
      (report) => {
        Object.assign(report, { reply: undefined });
      },
    ],
  ])('changes nothing of the answer when it %s', async (_what, onError) => {
    expect(await answerTo(new MyDataError(40305), { onError })).toMatchObject({ status: 403, code: '40305' });
  });
});

describe('without onError', () => {
  const crash = new Error('a bug');

  test.each<[what: string, thrown: unknown, env: string, isPrinted: boolean]>([
    ['a crash is printed, as Express prints it', crash, 'production', true],
    ['a crash of a test is not, as in Express', crash, 'test', false],
    ['a typed error is not', new MyDataError(50001), 'production', false],
    ['a failure is not', new Failure('upstream-failed'), 'production', false],
    ["the client's mistake is not", createError(400), 'production', false],
  ])('%s', async (_what, thrown, env, isPrinted) => {
    const print = jest.spyOn(console, 'error').mockImplementation(() => {});
    try {
      const app = express().set('env', env);
      app.get('/', () => {
        throw thrown;
      });
      await supertest(app.use(providerErrors(mydata()))).get('/');
      expect(print.mock.calls).toEqual(isPrinted ? [[thrown]] : []);
    } finally {
      print.mockRestore();
    }
  });
});

test('the hooks run in the asynchronous context that a middleware entered', async () => {
  const storage = new AsyncLocalStorage<string>();
  const seen: unknown[] = [];
  const see = () => void seen.push(storage.getStore());
  const app = express();
  app.use((_request, _response, next) => storage.run('the request', next), express.json());
  app.post('/later', (_request, _response, next) => setTimeout(() => next(new Error()), 1));
  app.use(providerErrors(mydata(), { translate: see, onError: see }));
  await supertest(app).post('/later').send({ a: 1 });
  await supertest(app).post('/nowhere').send({ a: 1 });
  await supertest(app).post('/later').set('content-type', 'application/json').send('{');
  expect(seen).toEqual(Array(5).fill('the request'));
});

describe('several standards in one application', () => {
  test('the handler of the mount answers what has no standard of its own', async () => {
    const app = express();
    app.use('/oauth', express.Router().get('/crash', fail).use(providerErrors(mydataToken())));
    app.use(express.Router().get('/crash', fail).use(providerErrors(mydata())));
    const bodies = [];
    for (const path of ['/oauth/crash', '/oauth/nowhere', '/crash', '/nowhere']) {
      bodies.push(codeOf((await supertest(app).get(path)).body));
    }
    expect(bodies).toEqual(['server_error', 'invalid_request', '50001', '40401']);
  });

  test('a typed error is answered in its own standard, whatever the handler', async () => {
    const { status, code } = await answerTo(new MyDataTokenError('temporarily_unavailable'));
    expect([status, code]).toEqual([503, 'temporarily_unavailable']);
    expect((await answerTo(new TinyError('PLAIN'))).status).toBe(400);
  });

  test("the handler's configuration counts where it is of the error's standard", async () => {
    const app = express();
    app.get('/', () => {
      throw new MyDataError(40305);
    });
    app.use(providerErrors(mydata({ texts: { 40305: '해지된 계좌입니다' } })));
    expect((await supertest(app).get('/')).body.rsp_msg).toBe('해지된 계좌입니다');
  });

  test('an error of a standard that cannot be had without settings is unexpected, and reported', async () => {
    const thrown = new ConfiguredError('PLAIN');
    const { code, reports } = await answerTo(thrown);
    expect([code, reports[0]?.origin, reports[0]?.thrown]).toEqual(['50001', 'unexpected', thrown]);
  });
});

describe('a mistake shows at start-up, with what to do', () => {
  const anything = (value: unknown) => value as never;

  test.each<[string, () => unknown, string]>([
    [
      'a factory that was not called',
      () => providerErrors(anything(mydata)),
      'call the factory, for example mydata() instead of mydata',
    ],
    [
      'no standard',
      () => providerErrors(anything(undefined)),
      'a configured standard is needed, for example mydata()',
    ],
    [
      'something that is no standard',
      () => providerErrors(anything({ id: 'mydata' })),
      'a configured standard is needed, for example mydata()',
    ],
    [
      'an option that there is not',
      () => providerErrors(mydata(), anything({ logger: console })),
      'no option "logger"; the options are translate, onError',
    ],
    [
      'an onError that is no function',
      () => providerErrors(mydata(), anything({ onError: true })),
      'onError must be a function',
    ],
    [
      'a translate that is no function',
      () => providerErrors(mydata(), anything({ translate: {} })),
      'translate must be a function',
    ],
    [
      'headers of a factory that was not called',
      () => standardHeaders(anything(mydata)),
      'call the factory, for example mydata() instead of mydata',
    ],
    [
      'headers of no standard',
      () => standardHeaders(anything(null)),
      'a configured standard is needed, for example mydata()',
    ],
  ])('%s', (_what, start, message) => {
    expect(start).toThrow(TypeError);
    expect(start).toThrow(message);
  });

  test.each([
    ['no options', undefined],
    ['empty options', {}],
    ['options that are undefined', { translate: undefined, onError: undefined }],
  ])('%s are none', (_what, options) => {
    expect(() => providerErrors(mydata(), anything(options))).not.toThrow();
  });
});

test('the pair of handlers can be mounted one by one', async () => {
  const [onUnanswered, onError] = providerErrors(mydata());
  const app = express().use('/v2', onUnanswered);
  app.get('/crash', fail);
  app.use(onError);
  expect((await supertest(app).get('/v2/nowhere')).body.rsp_code).toBe('40401');
  expect((await supertest(app).get('/crash')).body.rsp_code).toBe('50001');
  // What is not mounted does not answer.
  expect((await supertest(app).get('/nowhere')).type).toBe('text/html');
});
