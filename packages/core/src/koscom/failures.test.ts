import { failureCases } from '../../../../test/support/failure-cases.js';
import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { extendStandard } from '../define-standard.js';
import { Failure } from '../failure.js';
import { koscom } from '../index.js';
import { toReply } from '../to-reply.js';

const facts = new Map(codesOf('koscom').map((fact) => [fact.code, fact]));

/** The columns of the table of failures, and whose server each is for. */
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

test('without names, the words of the kind are sent', () => {
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

/** Codes of the platform's servers that answer a failure more closely than a common error; the document leaves it open. */
test.each([
  ['op-exco', 'timeout', 3005, 500, 'network timeout'],
  ['op-exco', 'malformed-body', 3011, 500, 'Json parsing error'],
  ['op-auth', 'unauthenticated', 2001, 401, 'Authentication Failed'],
  ['op-auth', 'forbidden', 2100, 403, 'Authorization Failed'],
] as const)('`on` chooses it: on %s, %s is %d', (category, kind, code, status, message) => {
  const standard = koscom({ category, on: { [kind]: code } });
  expect(toReply(new Failure(kind), requestOf(), standard)).toStrictEqual(
    jsonReply(status, `{"category":"${category}","code":${code},"message":"${message}"}`, {
      'content-type': 'application/json; charset=utf-8',
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    }),
  );
});

/** Common Error: 오류코드 is HTTP's status code. */
test('an extension can have any other status of HTTP for a common error', () => {
  const { standard } = extendStandard(koscom, {
    codes: {
      429: { status: 429, group: 'common', text: 'Too Many Requests', fixed: true, retryable: true },
    },
    failures: { 'rate-limited': 429 },
  });
  expect(
    toReply(new Failure('rate-limited', { retryAfter: 60 }), requestOf(), standard({ category: 'op-apim' })),
  ).toStrictEqual(
    jsonReply(429, '{"category":"op-apim","code":429,"message":"Too Many Requests"}', {
      'content-type': 'application/json; charset=utf-8',
      'retry-after': '60',
    }),
  );
});

test('a code that needs a detail cannot be chosen for a failure by a setting', () => {
  const on = { 'invalid-parameter': 6004 } as object;
  expect(() => koscom({ category: 'SAMSUNG', on })).toThrow(/which needs detail; choose another code/);
});
