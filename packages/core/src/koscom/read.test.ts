import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { extendStandard, KoscomError, koscom, parseReply, toReply } from '../index.js';

const facts = codesOf('koscom').filter(({ rule }) => rule !== 'result');
const standard = koscom({ category: 'SAMSUNG' });
const read = (status: number, body: string) => parseReply(standard, { status, headers: {}, body });

describe.each(facts)('$code', ({ code, rule, surface }) => {
  const options = {
    description: '설명',
    ...(surface === 'company' && { category: 'HYUNDAI' }),
    ...(rule === 'template' && { detail: 12 }),
  };

  test('is read as it was sent', () => {
    const reply = toReply(new KoscomError(code as 404, options), requestOf(), standard);
    const { error } = parseReply(standard, reply);
    expect(error).toMatchObject({ code, fromWire: true });
    expect(error).toBeInstanceOf(KoscomError);
    // Passed on, it is the same answer again.
    expect(toReply(error, requestOf(), standard, { translate: () => error })).toStrictEqual(reply);
  });
});

test.each([
  [5004, 'Failure To Enrol an vtAccNo [이미 등록됨]', '이미 등록됨'],
  [5006, 'Failure To Issue an vtAccNo, [a [b]]', 'a [b]'],
  [6005, 'Result Too Many, 1200', 1200],
  [6006, 'Date Range Exceeded, 90', 90],
  [7000, 'Bad Request, [90]', '90'],
])('%d: %s has its detail', (code, message, detail) => {
  const { error } = read(500, JSON.stringify({ category: 'HYUNDAI', code, message }));
  expect(error).toMatchObject({ code, message, options: { category: 'HYUNDAI', detail } });
});

test.each([
  ['success', 200, '{"respCode":200,"respMsg":"OK"}'],
  ['success', 200, ''],
  ['unreadable', 500, '<html>'],
  ['unreadable', 500, '[]'],
  ['missing-member', 404, '{"code":404,"message":"Not Found"}'],
  ['missing-member', 404, '{"category":"op-apim","message":"Not Found"}'],
  ['missing-member', 404, '{"category":"op-apim","code":"404","message":"Not Found"}'],
  ['missing-member', 404, '{"category":"op-apim","code":404}'],
  // Whose error it is, is all that a company's error says beside its code.
  ['missing-member', 500, '{"category":"op-exco","code":4001,"message":"Account Not Found"}'],
  ['missing-member', 500, '{"category":"","code":4001,"message":"Account Not Found"}'],
  // A template without its detail.
  ['missing-member', 500, '{"category":"A","code":7000,"message":"Bad Request"}'],
  ['missing-member', 500, '{"category":"A","code":7000,"message":"Bad Request, []"}'],
  ['missing-member', 500, '{"category":"A","code":7000,"message":"Bad Request, ["}'],
  ['missing-member', 500, '{"category":"A","code":7000,"message":"Bad Request, [why"}'],
  ['missing-member', 500, '{"category":"A","code":7000,"message":"Bed Request, [why]"}'],
  ['missing-member', 500, '{"category":"A","code":6006,"message":"Date Range Exceeded, many"}'],
  [
    'missing-member',
    500,
    '{"category":"A","code":6006,"message":"Date Range Exceeded, 99999999999999999999"}',
  ],
  ['unknown-code', 500, '{"category":"op-exco","code":9011,"message":"invalid virtual account number."}'],
  ['unknown-code', 500, '{"category":"A","code":200,"message":"OK"}'],
  ['wrong-status', 500, '{"category":"op-apim","code":404,"message":"Not Found"}'],
])('%s: %d %s', (mismatch, status, body) => {
  expect(read(status, body)).toEqual({ mismatch, detail: expect.any(String) });
});

test('a code that an extension added is read with its detail', () => {
  const { standard: extended } = extendStandard(koscom, {
    codes: {
      7001: { status: 500, text: 'Not Today, [{detail}]', fixed: true, needs: 'detail', group: 'company' },
    },
  });
  const reply = {
    status: 500,
    headers: {},
    body: '{"category":"A","code":7001,"message":"Not Today, [holiday]"}',
  };
  expect(parseReply(extended({ category: 'op-exco' }), reply).error).toMatchObject({
    code: 7001,
    options: { category: 'A', detail: 'holiday' },
  });
});
