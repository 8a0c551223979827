import { runInNewContext } from 'node:vm';
import { withThrowing } from '../../../test/support/hostile.js';
import { jsonReply } from '../../../test/support/reply.js';
import { requestOf } from '../../../test/support/request.js';
import { Failure } from './failure.js';
import {
  MyDataAuthorizeError,
  MyDataError,
  MyDataTokenError,
  mydata,
  mydataAuthorize,
  mydataToken,
} from './index.js';
import { ProviderError } from './provider-error.js';
import { toReply } from './to-reply.js';

const unexpected = jsonReply(
  500,
  '{"rsp_code":"50001","rsp_msg":"시스템 장애로 요청을 처리하지 못했습니다"}',
);
const closed = jsonReply(403, '{"rsp_code":"40305","rsp_msg":"자산이 정상 상태가 아닙니다"}');
const answer = (thrown: unknown) => toReply(thrown, requestOf(), mydata());

const cyclic = new Error('secret');
cyclic.cause = cyclic;

describe('every unrecognised value gets the same reply, and no part of it is sent', () => {
  test.each<[name: string, thrown: unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'secret'],
    ['a number', 40305],
    ['NaN', Number.NaN],
    ['a bigint', 40305n],
    ['true', true],
    ['a symbol', Symbol('secret')],
    ['a function', () => 'secret'],
    ['an error class', MyDataError],
    ['an array', [40305, 'secret']],
    ['a date that is none', new Date(Number.NaN)],
    ['an object without a prototype', Object.create(null)],
    ['a frozen object', Object.freeze({ message: 'secret' })],
    ['an error', new Error('secret')],
    ['a frozen error', Object.freeze(new Error('secret'))],
    ['an error that is its own cause', cyclic],
    ['an aggregate', new AggregateError([new MyDataError(40305)], 'secret')],
    ['an error of another realm', runInNewContext('new Error("secret")')],
    ['an object of another realm', runInNewContext('({ code: 40305, standard: "mydata" })')],
    ['a promise', Promise.resolve(new MyDataError(40305))],
    ['a thenable', withThrowing({}, 'then')],
    ['a response', new Response('secret', { status: 404 })],
    ['a revoked proxy', revoked()],
    ['a prototype', MyDataError.prototype],
    ['the base of all prototypes', ProviderError.prototype],
    ['an object with the prototype of an error', Object.create(MyDataError.prototype)],
    ['an object with the prototype of a failure', Object.create(Failure.prototype)],
    [
      'a failure of a kind that is none',
      Object.assign(Object.create(Failure.prototype), { kind: '__proto__', names: [] }),
    ],
  ])('%s', (_, thrown) => {
    expect(answer(thrown)).toStrictEqual(unexpected);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe('nothing is read from a value that only looks like an error of ours, or of a framework', () => {
  const looks = [
    { code: 40305, status: 403, standard: 'mydata', message: 'secret', options: undefined },
    { name: 'MyDataError', code: 40305, status: 403, statusCode: 403, standard: 'mydata' },
    { rsp_code: '40305', rsp_msg: 'secret' },
    { status: 404, statusCode: 404, expose: true, message: 'secret', headers: { 'x-secret': 'secret' } },
    { isAxiosError: true, status: 404, response: { status: 404, data: 'secret' } },
    { statusCode: 400, code: 'FST_ERR_VALIDATION', validation: [{ message: 'secret' }] },
    { code: 'ENOENT', errno: -2, path: '/etc/secret' },
    { kind: 'timeout', names: [], allow: undefined, retryAfter: undefined },
  ];
  test.each(looks.flatMap((members) => [members, Object.assign(new Error('secret'), members)]))(
    '%j (%#)',
    (thrown) => {
      expect(answer(thrown)).toStrictEqual(unexpected);
    },
  );
});

describe('a typed error that was tampered with', () => {
  const tampered = (options: unknown) =>
    Object.defineProperty(new MyDataError(40305), 'options', { value: options });

  test.each([
    { headers: { 'x-a': 'a\r\nset-cookie: secret' } },
    { headers: { 'x-a': '한글' } },
    { headers: { 'x a': 'a' } },
    { headers: { 'x-a': 1 } },
    {},
    { message: undefined },
    { message: '' },
    { message: ['secret'] },
    { retryAfter: 'secret' },
    { unknown: 'secret' },
  ])('is answered as it was built: no part of %j is sent', (options) => {
    expect(answer(tampered(options))).toStrictEqual(closed);
  });

  test('keeps a text that the document fixes', () => {
    const error = new MyDataAuthorizeError('invalid_client_id');
    Object.defineProperty(error, 'options', { value: { message: 'secret' } });
    expect(toReply(error, requestOf(), mydataAuthorize())).toStrictEqual(
      jsonReply(400, '{"error":"invalid_request","error_description":"invalid_client_id"}'),
    );
  });

  test('a code that changes between two reads neither leaves the catalogue nor changes a later answer', () => {
    const codes = [40305, 50001, 40001, 'secret'];
    for (let first = 1; first <= 8; first += 1) {
      let looks = 0;
      const thrown = Object.defineProperty(new MyDataError(40305), 'code', {
        get: () => (++looks < first ? 40305 : codes[looks % codes.length]),
      });
      expect([closed, unexpected, answer(new MyDataError(40001))]).toContainEqual(answer(thrown));
    }
    expect(answer(new MyDataError(40305))).toStrictEqual(closed);
    expect(answer(new Error('a'))).toStrictEqual(unexpected);
  });
});

describe('a typed error', () => {
  class AccountClosed extends MyDataError {
    readonly account = 'secret';

    constructor() {
      super(40305);
    }
  }

  test.each<[name: string, thrown: unknown]>([
    ['of a subclass', new AccountClosed()],
    ['frozen', Object.freeze(new MyDataError(40305))],
    ['with a cause that is itself', Object.assign(new MyDataError(40305), { cause: cyclic })],
    ['made without new', MyDataError(40305)],
    ['whose standard was overwritten', Object.assign(new MyDataError(40305), { standard: 'constructor' })],
    ['whose code was overwritten', Object.assign(new MyDataError(40305), { code: '__proto__' })],
    [
      'whose message and status were overwritten',
      Object.assign(new MyDataError(40305), { message: 'secret', status: 200 }),
    ],
  ])('%s is answered with its code', (_, thrown) => {
    expect(answer(thrown)).toStrictEqual(closed);
  });

  test('with HEAD is answered with the headers of GET and no body', () => {
    for (const thrown of [
      new MyDataError(40305),
      new MyDataTokenError('invalid_grant'),
      new Error('a'),
      new Failure('timeout'),
    ]) {
      for (const standard of [mydata(), mydataToken()]) {
        expect(toReply(thrown, requestOf({ method: 'HEAD' }), standard)).toStrictEqual({
          ...toReply(thrown, requestOf(), standard),
          body: '',
        });
      }
    }
  });
});

test('if the stack is exhausted, only the call of toReply itself can fail', () => {
  const standard = mydata();
  const lost: unknown[] = [];
  const replies = new Set<number>();
  const descend = () => {
    try {
      descend();
    } catch {
      // The deepest frames first, each a little less exhausted than the one before.
    }
    try {
      replies.add(toReply(new Error('crash'), requestOf(), standard).status);
    } catch (error) {
      lost.push(error);
    }
  };
  descend();
  expect([...replies]).toEqual([500]);
  expect(lost.length).toBeLessThan(40);
});
