import { mistakeOf } from '../../../../test/support/mistake.js';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { MyDataAuthorizeError, MyDataError, MyDataTokenError, mydata, mydataResults } from '../index.js';
import { toReply } from '../to-reply.js';

const results = codesOf('mydata').filter(({ rule }) => rule === 'result');

test('the results that are not errors are plain bodies', () => {
  expect(mydataResults).toStrictEqual({
    success: { rsp_code: '00000', rsp_msg: '성공' },
    upToDate: { rsp_code: '00001', rsp_msg: '성공 (UP_TO_DATE)' },
    tokenNotValid: { rsp_code: '99999', rsp_msg: '폐기할 토큰이 유효하지 않습니다' },
  });
  expect(Object.values(mydataResults).map(({ rsp_code }) => rsp_code)).toEqual(
    results.map(({ code }) => String(code)),
  );
});

test('they cannot be changed', () => {
  for (const value of [mydataResults, ...Object.values(mydataResults)])
    expect(Object.isFrozen(value)).toBe(true);
});

test.each(Object.entries(mydataResults))('%s, thrown, is unexpected like any other value', (_, thrown) => {
  expect(toReply(thrown, requestOf(), mydata())).toStrictEqual(mydata().lastResort);
});

describe.each([
  ['mydata', MyDataError],
  ['mydata-token', MyDataTokenError],
  ['mydata-authorize', MyDataAuthorizeError],
])('the errors of %s', (id, Class) => {
  test.each([
    ['00000', 'mydataResults.success'],
    ['00001', 'mydataResults.upToDate'],
    ['99999', 'mydataResults.tokenNotValid'],
    [99999, 'mydataResults.tokenNotValid'],
  ])('do not take %p, and say which result to send instead', (code, instead) => {
    const text = `RangeError: ${id}: ${JSON.stringify(code)} is a success result, not an error; send ${instead} instead`;
    expect(mistakeOf(() => (Class as (code: unknown) => unknown)(code))).toBe(text);
  });
});
