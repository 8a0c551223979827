import { jsonReply } from '../../../test/support/reply.js';
import { requestOf } from '../../../test/support/request.js';
import { settle } from '../../../test/support/settle.js';
import type { Classify } from './binding/index.js';
import { Failure } from './failure.js';
import type { ErrorReport, ProviderErrorsOptions } from './hooks.js';
import { MyDataError, MyDataTokenError, mydata } from './index.js';
import { parseReply } from './parse-reply.js';
import { runHook } from './run-hook.js';
import { toReply } from './to-reply.js';

const request = requestOf();
const context = { of: 'the framework' };
const unexpected = jsonReply(
  500,
  '{"rsp_code":"50001","rsp_msg":"시스템 장애로 요청을 처리하지 못했습니다"}',
);
const closed = jsonReply(403, '{"rsp_code":"40305","rsp_msg":"자산이 정상 상태가 아닙니다"}');

/** The reply, and what onError heard. */
function answer(thrown: unknown, translate?: unknown, classify?: Classify) {
  const reports: ErrorReport<unknown>[] = [];
  const options = {
    onError: (report: ErrorReport<unknown>) => reports.push(report),
    ...(translate !== undefined && { translate }),
  } as ProviderErrorsOptions<unknown>;
  return { reply: toReply(thrown, request, mydata(), options, classify, context), reports };
}

const expired = new Error('jwt expired');
const fromWire = parseReply(mydata(), {
  status: 403,
  headers: {},
  body: '{"rsp_code":"40305","rsp_msg":"a"}',
}).error as MyDataError;
const domain = new MyDataError(40305);
const timeout = new Failure('timeout');

describe('the decision table: each row is reported once, with the thrown value and the answer', () => {
  const toDomain = () => domain;
  const toTimeout = () => timeout;
  const toNothing = () => undefined;
  test.each<
    [
      row: string,
      thrown: unknown,
      translate: unknown,
      classify: Classify | undefined,
      code: unknown,
      origin: string,
    ]
  >([
    ['a typed error', domain, undefined, undefined, 40305, 'domain'],
    ['a typed error, whatever the hooks', domain, toTimeout, toTimeout, 40305, 'domain'],
    [
      'one of another standard',
      new MyDataTokenError('invalid_grant'),
      toTimeout,
      toTimeout,
      'invalid_grant',
      'domain',
    ],
    ['a failure', timeout, undefined, undefined, 50003, 'framework'],
    ['a failure, whatever the hooks', new Failure('maintenance'), toDomain, toTimeout, 50008, 'framework'],
    ['translated to a typed error', expired, toDomain, toTimeout, 40305, 'domain'],
    ['translated to a failure', expired, toTimeout, () => new Failure('maintenance'), 50003, 'framework'],
    ['an error from the wire', fromWire, undefined, undefined, 50002, 'framework'],
    ['one that nobody translates', fromWire, toNothing, toTimeout, 50002, 'framework'],
    ['one that is passed on', fromWire, (thrown: unknown) => thrown, undefined, 40305, 'domain'],
    ['one that is translated', fromWire, toTimeout, undefined, 50003, 'framework'],
    ['classified', expired, undefined, toTimeout, 50003, 'framework'],
    ['classified, as nobody translates it', expired, toNothing, toTimeout, 50003, 'framework'],
    ['anything else', expired, toNothing, toNothing, 50001, 'unexpected'],
    ['nothing at all', undefined, undefined, undefined, 50001, 'unexpected'],
    ['nothing at all, translated', undefined, toDomain, undefined, 40305, 'domain'],
    ['a failure of kind unexpected', new Failure('unexpected'), undefined, undefined, 50001, 'framework'],
  ])('%s', (_, thrown, translate, classify, code, origin) => {
    const { reply, reports } = answer(thrown, translate, classify);
    expect(reports).toStrictEqual([
      {
        error: reports[0]?.error,
        thrown,
        origin,
        fault: reply.status < 500 ? 'client' : 'server',
        retryable: [50001, 50003, 50008].includes(code as number),
        reply,
        request,
        context,
      },
    ]);
    expect(reports[0]?.thrown).toBe(thrown);
    expect(reports[0]?.reply).toBe(reply);
    expect(reports[0]?.request).toBe(request);
    expect(reports[0]?.error.code).toBe(code);
  });

  test('the reported error holds the thrown value as its cause, for the log', () => {
    expect(answer(expired).reports[0]?.error.cause).toBe(expired);
    expect(answer(new Failure('timeout', { cause: expired })).reports[0]?.error.cause).toBe(expired);
    expect(answer(fromWire).reports[0]?.error.cause).toBe(fromWire);
    expect(answer(domain).reports[0]?.error).toBe(domain);
    expect('cause' in (answer(timeout).reports[0]?.error ?? {})).toBe(false);
  });
});

function fail(): never {
  throw new Error('secret');
}

/** A promise of another library. */
function thenable(then: unknown): unknown {
  return Object.defineProperty({}, 'then', { value: then });
}

/** What a hook may do instead of its work; what is not of interest to the core counts as undefined. */
const misbehaviours: readonly (readonly [name: string, hook: () => unknown])[] = [
  ['throws', fail],
  [
    'throws undefined',
    () => {
      throw undefined;
    },
  ],
  ['rejects', () => Promise.reject(new Error('secret'))],
  ['never settles', () => new Promise(() => {})],
  ['resolves to a typed error', async () => new MyDataError(40001)],
  ['returns a thenable that throws', () => Object.defineProperty({}, 'then', { value: fail })],
  ['returns a thenable that throws when it is awaited', () => thenable(fail)],
  [
    'returns a thenable that rejects',
    () => thenable((_: unknown, reject: (reason: unknown) => void) => reject(new Error('secret'))),
  ],
  ['rejects with undefined', () => Promise.reject(undefined)],
  [
    'returns a value that throws when it is read',
    () => new Proxy({}, { get: fail, has: fail, getPrototypeOf: fail }),
  ],
  ['returns null', () => null],
  ['returns a code', () => 40305],
  ['returns a text', () => 'secret'],
  ['returns a plain object', () => ({ code: 40305, standard: 'mydata' })],
  ['returns an error', () => new Error('secret')],
  ['returns the class', () => MyDataError],
];

describe.each(misbehaviours)('a hook that %s', (_, hook) => {
  test('translate: counts as undefined', async () => {
    const { reply, reports } = answer(expired, hook);
    expect(reply).toStrictEqual(unexpected);
    expect(reports).toMatchObject([{ thrown: expired, origin: 'unexpected', error: { code: 50001 } }]);
    expect(reports[0]?.error.cause).toBe(expired);
    expect(answer(expired, hook, () => timeout).reports).toMatchObject([
      { origin: 'framework', error: { code: 50003 } },
    ]);
    await settle();
  });

  test('classify: counts as undefined', async () => {
    const { reply, reports } = answer(expired, undefined, hook as Classify);
    expect(reply).toStrictEqual(unexpected);
    expect(reports[0]?.error.cause).toBe(expired);
    await settle();
  });

  test('onError: the response is unaffected', async () => {
    expect(toReply(domain, request, mydata(), { onError: hook })).toStrictEqual(closed);
    await settle();
  });
});

test.each([{}, { 'x-api-tran-id': 'A' }])(
  'an onError that changes its argument does not change the answer: %j',
  (headers) => {
    const onError = (report: object) => {
      for (const value of Object.values(report).reverse()) {
        runHook(() => Object.assign(value, { code: 50001, body: 'secret', status: 200, headers: {} }));
        runHook(() => Object.assign(value.headers, { secret: '1' }));
      }
    };
    const reply = { ...closed, headers: { ...closed.headers, ...headers } };
    expect(toReply(new MyDataError(40305), requestOf({ headers }), mydata(), { onError })).toStrictEqual(
      reply,
    );
    expect(toReply(new MyDataError(40305), requestOf({ headers }), mydata())).toStrictEqual(reply);
  },
);

test('a typed error from translate that cannot be read is answered as unexpected; the report says why', () => {
  // Made by no class: what it was built with can only be read from its members.
  const broken = Object.defineProperty(Object.create(MyDataError.prototype), 'code', { get: fail });
  const { reply, reports } = answer(
    expired,
    () => broken,
    () => timeout,
  );
  expect(reply).toStrictEqual(unexpected);
  expect(reports).toMatchObject([{ thrown: expired, origin: 'unexpected', error: { code: 50001 } }]);
  expect(reports[0]?.error.cause).toEqual(new Error('secret'));
});

test('hooks are called as methods of the options', () => {
  class Hooks {
    readonly heard: unknown[] = [];
    translate() {
      return this.heard.length === 0 ? domain : undefined;
    }
    onError({ error }: ErrorReport) {
      this.heard.push(error);
    }
  }
  const hooks = new Hooks();
  expect(toReply(expired, request, mydata(), hooks)).toStrictEqual(closed);
  expect(hooks.heard).toEqual([domain]);
});
