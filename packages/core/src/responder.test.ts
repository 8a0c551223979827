import { mistakeOf } from '../../../test/support/mistake.js';
import { jsonReply } from '../../../test/support/reply.js';
import { requestOf } from '../../../test/support/request.js';
import { assertStandard } from './assert-standard.js';
import { Failure } from './failure.js';
import { MyDataError, mydata } from './index.js';
import { responder } from './responder.js';
import type { Standard } from './standard.js';
import { toReply } from './to-reply.js';

const request = requestOf();
const unexpected = jsonReply(
  500,
  '{"rsp_code":"50001","rsp_msg":"시스템 장애로 요청을 처리하지 못했습니다"}',
);
const closed = jsonReply(403, '{"rsp_code":"40305","rsp_msg":"자산이 정상 상태가 아닙니다"}');
const expired = new Error('jwt expired');
const domain = new MyDataError(40305);
const timeout = new Failure('timeout');

describe('a responder', () => {
  test('answers as toReply does', () => {
    const respond = responder(mydata(), { translate: () => domain }, { classify: () => timeout });
    expect(respond(expired, request, undefined)).toStrictEqual(closed);
    expect(responder(mydata(), {}, { classify: () => timeout })(expired, request, undefined)).toStrictEqual(
      toReply(timeout, request, mydata()),
    );
    expect(responder(mydata(), {})(expired, request, undefined)).toStrictEqual(unexpected);
  });

  test.each([
    [{ onerror: () => {} }, 'providerErrors has no option "onerror"; the options are translate, onError'],
    [{ translate: domain }, 'translate must be a function'],
    [{ onError: 'log' }, 'onError must be a function'],
    [{ onError: null }, 'onError must be a function'],
  ])('refuses the options %p at start-up', (options, message) => {
    expect(mistakeOf(() => responder(mydata(), options as never))).toBe(`TypeError: ${message}`);
  });

  test.each([mydata, undefined, null, 'mydata', {}, { render: true }, () => mydata()])(
    'refuses the standard %p',
    (standard) => {
      const called = 'pass a configured standard: call the factory, for example mydata() instead of mydata';
      const message =
        typeof standard === 'function' ? called : 'pass a configured standard, for example mydata()';
      expect(mistakeOf(() => responder(standard as unknown as Standard, {}))).toBe(`TypeError: ${message}`);
      expect(mistakeOf(() => assertStandard(standard))).toBe(`TypeError: ${message}`);
    },
  );
});
