import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { KakaoDevelopersError, KakaoError, kakao, kakaoDevelopers } from '../index.js';
import { parseReply } from '../parse-reply.js';
import type { Standard } from '../standard.js';
import { toReply } from '../to-reply.js';
import type { Mismatch } from '../wire.js';

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

test.each<[mismatch: Mismatch['mismatch'], detail: string, status: number, body: string]>([
  [
    'success',
    'status 200',
    200,
    '{"routes":[{"result_code":104,"result_msg":"출발지와 도착지가 5 m 이내"}]}',
  ],
  ['unreadable', 'the body is not a JSON object', 500, '<html>'],
  ['missing-member', 'msg is not a text', 400, '{"code":-2}'],
  ['missing-member', 'msg is not a text', 400, '{"code":-2,"msg":""}'],
  ['missing-member', 'code is not an integer', 400, '{"msg":"no"}'],
  ['missing-member', 'code is not an integer', 400, '{"code":"-2","msg":"no"}'],
  ['missing-member', 'code is not an integer', 400, '{"code":-2.5,"msg":"no"}'],
  ['missing-member', 'code is not an integer', 400, '{"code":1e400,"msg":"no"}'],
  ['unknown-code', '-6 is in no table of kakao', 400, '{"code":-6,"msg":"no"}'],
  ['wrong-status', '-10 came with 429 instead of 400', 429, '{"code":-10,"msg":"no"}'],
  // As Kakao Developers answers.
  ['wrong-status', '-1 came with 400 instead of 500', 400, '{"code":-1,"msg":"no"}'],
])('%s, %s: %d %s', (mismatch, detail, status, body) => {
  expect(parseReply(kakao(), { status, headers: {}, body })).toEqual({ mismatch, detail });
});
