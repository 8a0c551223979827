import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import {
  KakaoDevelopersError,
  KakaoError,
  kakao,
  kakaoDevelopers,
  parseReply,
  type Standard,
  toReply,
} from '../index.js';

const tables: readonly (readonly [name: string, standard: Standard, make: (code: never) => Error])[] = [
  ['kakao', kakao(), (code) => new KakaoError(code, '설명')],
  ['kakao-developers', kakaoDevelopers(), (code) => new KakaoDevelopersError(code, '설명')],
];

describe.each(tables)('%s', (name, standard, make) => {
  test.each(codesOf(name))('$code is read as it was sent', ({ code }) => {
    const reply = toReply(make(code as never), requestOf(), standard);
    const { error } = parseReply(standard, reply);
    expect(error).toMatchObject({ code, message: '설명', standard: name, fromWire: true });
    expect(toReply(error, requestOf(), standard, { translate: () => error })).toStrictEqual(reply);
  });
});

test.each([
  ['success', 200, '{"routes":[{"result_code":104,"result_msg":"출발지와 도착지가 5 m 이내"}]}'],
  ['unreadable', 500, '<html>'],
  ['missing-member', 400, '{"code":-2}'],
  ['missing-member', 400, '{"code":-2,"msg":""}'],
  ['missing-member', 400, '{"msg":"no"}'],
  ['missing-member', 400, '{"code":"-2","msg":"no"}'],
  ['missing-member', 400, '{"code":-2.5,"msg":"no"}'],
  ['missing-member', 400, '{"code":1e400,"msg":"no"}'],
  ['unknown-code', 400, '{"code":-6,"msg":"no"}'],
  ['wrong-status', 429, '{"code":-10,"msg":"no"}'],
  // As Kakao Developers answers.
  ['wrong-status', 400, '{"code":-1,"msg":"no"}'],
])('%s: %d %s', (mismatch, status, body) => {
  expect(parseReply(kakao(), { status, headers: {}, body })).toEqual({
    mismatch,
    detail: expect.any(String),
  });
});
