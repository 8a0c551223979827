import { failureCases } from '../../../../test/support/failure-cases.js';
import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { extendStandard, Failure, koscom, toReply } from '../index.js';

const facts = new Map(codesOf('koscom').map((fact) => [fact.code, fact]));

/** The columns of `failures.tsv`, and whose server each is for. */
const columns = [
  ['op-apim', 'koscom (op-apim, op-auth)'],
  ['op-auth', 'koscom (op-apim, op-auth)'],
  ['op-exco', 'koscom (op-exco)'],
  ['SAMSUNG', 'koscom (company)'],
] as const;

describe.each(columns)('on the server %s', (server, column) => {
  const standard = koscom({ category: server });

  test.each(failureCases(column))('the failure %s of %j is answered with %s', (kind, names, code) => {
    const failure = new Failure(kind, { names, allow: ['POST', 'get'], retryAfter: 600 });
    const fact = facts.get(code);
    const detail = names.length > 0 ? names.join(', ') : kind.replaceAll('-', ' ');
    const category = fact?.surface === 'op-exco' ? 'op-exco' : server;
    expect(standard.codeFor(failure)).toBe(code);
    expect(toReply(failure, requestOf(), standard)).toStrictEqual(
      jsonReply(
        fact?.status ?? 0,
        `{"category":"${category}","code":${code},"message":"${fact?.text.replace('{detail}', detail)}"}`,
        {
          'content-type': 'application/json; charset=utf-8',
          ...(fact?.status === 401 && { 'www-authenticate': 'Bearer' }),
          ...(fact?.status === 405 && { allow: 'GET, HEAD, POST' }),
          ...(fact?.retryable === true && { 'retry-after': '600' }),
        },
      ),
    );
  });
});

const bodyOf = (failure: Failure) => toReply(failure, requestOf(), koscom({ category: 'SAMSUNG' })).body;

test('ten names are sent at most', () => {
  const names = Array.from({ length: 12 }, (_, index) => `name${index}`);
  expect(bodyOf(new Failure('missing-parameter', { names }))).toBe(
    `{"category":"SAMSUNG","code":7000,"message":"Bad Request, [${names.slice(0, 10).join(', ')}]"}`,
  );
});

test('the words of a kind stand for it where there are no names', () => {
  expect(bodyOf(new Failure('malformed-body'))).toBe(
    '{"category":"SAMSUNG","code":7000,"message":"Bad Request, [malformed body]"}',
  );
});

test('an extension can answer a failure with any code that has room for a reason', () => {
  const { standard } = extendStandard(koscom, { failures: { 'invalid-parameter': 6004 } });
  const failure = new Failure('invalid-parameter', { names: ['queryType'] });
  expect(toReply(failure, requestOf(), standard({ category: 'SAMSUNG' })).body).toBe(
    '{"category":"SAMSUNG","code":6004,"message":"Invalid Query Type, [queryType]"}',
  );
});

test('a code that needs a detail cannot be chosen for a failure by a setting', () => {
  const on = { 'invalid-parameter': 6004 } as object;
  expect(() => koscom({ category: 'SAMSUNG', on })).toThrow(/which needs detail; choose another code/);
});
