import { everyTrap, fail, traps, withThrowing } from '../../../test/support/hostile.js';
import { jsonReply } from '../../../test/support/reply.js';
import { requestOf } from '../../../test/support/request.js';
import { Failure } from './failure.js';
import { MyDataError, mydata } from './index.js';
import { toReply } from './to-reply.js';

const unexpected = jsonReply(
  500,
  '{"rsp_code":"50001","rsp_msg":"시스템 장애로 요청을 처리하지 못했습니다"}',
);
const closed = jsonReply(403, '{"rsp_code":"40305","rsp_msg":"자산이 정상 상태가 아닙니다"}');
const answer = (thrown: unknown) => toReply(thrown, requestOf(), mydata());

describe('a proxy', () => {
  test.each(traps)('whose trap %s throws', (trap) => {
    const handler = { [trap]: fail };
    expect(answer(new Proxy({}, handler))).toStrictEqual(unexpected);
    expect(answer(new Proxy(() => {}, handler))).toStrictEqual(unexpected);
    // Only `get` is ever asked of what is recognised.
    expect(answer(new Proxy(new MyDataError(40305), handler))).toStrictEqual(
      trap === 'get' ? unexpected : closed,
    );
  });

  test('whose every trap throws', () => {
    for (const value of [{}, () => {}, new MyDataError(40305), new Failure('timeout')]) {
      expect(answer(new Proxy(value, everyTrap))).toStrictEqual(unexpected);
    }
  });
});

describe('a getter that throws', () => {
  test.each(['fromWire', Symbol.for('@oryu/core/provider-error')])(
    'on %p of a typed error: unexpected',
    (property) => {
      expect(answer(withThrowing(new MyDataError(40305), property))).toStrictEqual(unexpected);
    },
  );

  test.each([
    'code',
    'standard',
    'options',
    'status',
    'message',
    'stack',
    'name',
    'cause',
    'toJSON',
    'toString',
    'constructor',
  ])('on %p of a typed error is never reached', (property) => {
    expect(answer(withThrowing(new MyDataError(40305), property))).toStrictEqual(closed);
  });

  test.each(['kind', 'names', 'allow', 'retryAfter', 'cause'])(
    'on %p of a failure: unexpected',
    (property) => {
      expect(answer(withThrowing(new Failure('timeout'), property))).toStrictEqual(unexpected);
    },
  );

  test.each(['message', 'stack', 'status', 'statusCode', 'code', 'name', 'then', 'toString'])(
    'on %p of another error: unexpected',
    (property) => {
      expect(answer(withThrowing(new Error('secret'), property))).toStrictEqual(unexpected);
    },
  );
});
