import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { extendStandard } from '../define-standard.js';
import { KoscomError, koscom } from '../index.js';
import { parseReply } from '../parse-reply.js';
import { toReply } from '../to-reply.js';
import type { Mismatch } from '../wire.js';

const facts = codesOf('koscom').filter(({ rule }) => rule !== 'result');
const standard = koscom({ category: 'SAMSUNG' });
const read = (status: number, body: string) => parseReply(standard, { status, headers: {}, body });

describe.each(facts)('$code', ({ code, rule, surface }) => {
  const options = {
    description: '설명',
    ...(surface.startsWith('company') && { category: 'HYUNDAI' }),
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

test('5007 is read from a server of the platform too, and passed on with its category', () => {
  const reply = toReply(
    new KoscomError(5007, { detail: 'why' }),
    requestOf(),
    koscom({ category: 'op-exco' }),
  );
  const { error } = parseReply(standard, reply);
  expect(error).toMatchObject({ code: 5007, options: { category: 'op-exco', detail: 'why' } });
  expect(toReply(error, requestOf(), standard, { translate: () => error })).toStrictEqual(reply);
});

test.each<[mismatch: Mismatch['mismatch'], detail: string, status: number, body: string]>([
  ['success', 'status 200', 200, '{"respCode":200,"respMsg":"OK"}'],
  ['success', 'status 200', 200, ''],
  ['unreadable', 'the body is not a JSON object', 500, '<html>'],
  ['unreadable', 'the body is not a JSON object', 500, '[]'],
  ['missing-member', 'category is not a string', 404, '{"code":404,"message":"Not Found"}'],
  ['missing-member', 'code is not an integer', 404, '{"category":"op-apim","message":"Not Found"}'],
  [
    'missing-member',
    'code is not an integer',
    404,
    '{"category":"op-apim","code":"404","message":"Not Found"}',
  ],
  ['missing-member', 'message is not a string', 404, '{"category":"op-apim","code":404}'],
  // Whose error it is, is all that a company's error says beside its code.
  [
    'missing-member',
    'category names no company',
    500,
    '{"category":"op-exco","code":4001,"message":"Account Not Found"}',
  ],
  [
    'missing-member',
    'category names no company',
    500,
    '{"category":"","code":4001,"message":"Account Not Found"}',
  ],
  ['missing-member', 'category names no company', 500, '{"category":"op-other","code":5007,"message":"a"}'],
  // A template without its detail.
  ...['Bad Request', 'Bad Request, []', 'Bad Request, [', 'Bad Request, [why', 'Bed Request, [why]'].map(
    (message): [Mismatch['mismatch'], string, number, string] => [
      'missing-member',
      'message is not of the form Bad Request, [{detail}]',
      500,
      `{"category":"A","code":7000,"message":"${message}"}`,
    ],
  ),
  ...['many', '99999999999999999999'].map((detail): [Mismatch['mismatch'], string, number, string] => [
    'missing-member',
    'message is not of the form Date Range Exceeded, {detail}',
    500,
    `{"category":"A","code":6006,"message":"Date Range Exceeded, ${detail}"}`,
  ]),
  [
    'unknown-code',
    '9011 is in no table of koscom',
    500,
    '{"category":"op-exco","code":9011,"message":"invalid virtual account number."}',
  ],
  ['unknown-code', '200 is in no table of koscom', 500, '{"category":"A","code":200,"message":"OK"}'],
  [
    'wrong-status',
    '404 came with 500 instead of 404',
    500,
    '{"category":"op-apim","code":404,"message":"Not Found"}',
  ],
])('%s, %s: %d %s', (mismatch, detail, status, body) => {
  expect(read(status, body)).toEqual({ mismatch, detail });
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

test('a code that an extension added without a text has its detail for a message', () => {
  const { standard: extended } = extendStandard(koscom, {
    codes: { 7002: { status: 500, needs: 'detail', group: 'company' } },
  });
  const readExtended = (message: string) =>
    parseReply(extended({ category: 'op-exco' }), {
      status: 500,
      headers: {},
      body: `{"category":"A","code":7002,"message":"${message}"}`,
    });
  expect(readExtended('holiday').error).toMatchObject({ options: { category: 'A', detail: 'holiday' } });
  expect(readExtended('')).toEqual({
    mismatch: 'missing-member',
    detail: 'message is not of the form {detail}',
  });
});
