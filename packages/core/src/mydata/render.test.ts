import { mistakeOf } from '../../../../test/support/mistake.js';
import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { type CodeFacts, codesOf } from '../../../../test/support/spec.js';
import { MyDataError, MyDataTokenError, mydata, mydataToken } from '../index.js';
import { toReply } from '../to-reply.js';

const facts = (surface: string) =>
  codesOf('mydata', surface)
    .filter(({ rule }) => rule !== 'result')
    .map((fact) => [fact.code, fact] as const);

const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' };
const id = '0000000001M00000000000001';
const request = requestOf({ url: '/v2/bank/accounts', headers: { 'x-api-tran-id': id } });

const tables = [
  {
    name: 'api',
    standard: mydata(),
    error: (code: unknown, options?: object) => MyDataError(code as 40305, options),
    body: (code: unknown, text: string) => `{"rsp_code":"${code}","rsp_msg":"${text}"}`,
    // RFC 9110, 15.5.2: a 401 has a challenge.
    headers: ({ status }: CodeFacts): Record<string, string> =>
      status === 401 ? { 'www-authenticate': 'Bearer' } : {},
  },
  {
    name: 'token',
    standard: mydataToken(),
    error: (code: unknown, options?: object) => MyDataTokenError(code as 'invalid_grant', options),
    body: (code: unknown, text: string) => `{"error":"${code}","error_description":"${text}"}`,
    headers: () => noStore,
  },
];

describe.each(tables)('$name', ({ name, standard, error, body, headers }) => {
  describe.each(facts(name))('%s', (code, fact) => {
    const owed = { ...headers(fact), 'x-api-tran-id': id };
    const text = standard.codes.get(code as never)?.text ?? '';

    test('is the whole reply, with the default text', () => {
      const reply = jsonReply(fact.status, body(code, text), owed);
      expect(toReply(error(code), request, standard)).toStrictEqual(reply);
      // Another time, when the default answer may come from a cache.
      expect(toReply(error(code), request, standard)).toStrictEqual(reply);
    });

    test('carries a text of one’s own', () => {
      const own = { message: '조회 시작일(from_date)이 잘못되었습니다' };
      const reply = jsonReply(fact.status, body(code, own.message), owed);
      expect(toReply(error(code, own), request, standard)).toStrictEqual(reply);
    });

    test('carries the provider’s own default text, unless the error has a text', () => {
      const make = name === 'api' ? mydata : mydataToken;
      const other = make({ texts: { [code]: '기관의 문구' } });
      expect(toReply(error(code), request, other)).toEqual(
        jsonReply(fact.status, body(code, '기관의 문구'), owed),
      );
      expect(toReply(error(code, { message: '이번 문구' }), request, other)).toEqual(
        jsonReply(fact.status, body(code, '이번 문구'), owed),
      );
    });

    test('without a transaction id is sent without one', () => {
      expect(toReply(error(code), requestOf(), standard)).toEqual(
        jsonReply(fact.status, body(code, text), headers(fact)),
      );
    });

    test('has the same headers and no body for HEAD', () => {
      const head = { ...request, method: 'HEAD' };
      const reply = jsonReply(fact.status, body(code, text), owed);
      expect(toReply(error(code), head, standard)).toEqual({ ...reply, body: '' });
    });

    test(`${fact.retryable ? 'may' : 'may not'} carry Retry-After`, () => {
      const date = new Date('2026-01-02T03:04:05Z');
      if (!fact.retryable) {
        expect(mistakeOf(() => error(code, { retryAfter: 1 }))).toBe(
          `TypeError: ${standard.id} ${code}: this code must not carry Retry-After; leave out retryAfter`,
        );
        return;
      }
      const reply = (retryAfter: string) =>
        jsonReply(fact.status, body(code, text), { ...owed, 'retry-after': retryAfter });
      expect(toReply(error(code, { retryAfter: 1.2 }), request, standard)).toStrictEqual(reply('2'));
      expect(toReply(error(code, { retryAfter: date }), request, standard)).toEqual(
        reply('Fri, 02 Jan 2026 03:04:05 GMT'),
      );
    });

    test('carries extra headers, but the standard’s own headers win', () => {
      const extra = {
        Vary: 'Origin',
        'X-Api-Tran-Id': 'mine',
        'WWW-Authenticate': 'Basic',
        'Cache-Control': 'private',
        Pragma: 'mine',
      };
      // The application knows its own challenge better.
      const challenge = fact.status === 401 && { 'www-authenticate': 'Basic' };
      const lowerCase = {
        vary: 'Origin',
        'cache-control': 'private',
        pragma: 'mine',
      };
      expect(toReply(error(code, { headers: extra }), request, standard)).toEqual(
        jsonReply(fact.status, body(code, text), { ...lowerCase, ...owed, ...challenge }),
      );
    });
  });
});

describe('a text is sent as JSON, within AH(450)', () => {
  test.each([
    ['"따옴표"와 \\', '{"rsp_code":"40001","rsp_msg":"\\"따옴표\\"와 \\\\"}'],
    ['첫 줄\r\n둘째 줄', '{"rsp_code":"40001","rsp_msg":"첫 줄 둘째 줄"}'],
    ['이모지 😀 안 됨', '{"rsp_code":"40001","rsp_msg":"이모지 ? 안 됨"}'],
    ['</script>', '{"rsp_code":"40001","rsp_msg":"</script>"}'],
    ['__proto__', '{"rsp_code":"40001","rsp_msg":"__proto__"}'],
  ])('%j', (message, body) => {
    expect(toReply(new MyDataError(40001, message), requestOf(), mydata())).toStrictEqual(
      jsonReply(400, body),
    );
  });
});

describe('the challenge of a 401', () => {
  const body = `{"rsp_code":"40101","rsp_msg":"접근토큰이 유효하지 않습니다"}`;

  test.each([
    ['Bearer realm="bank"', { 'www-authenticate': 'Bearer realm="bank"' }],
    [undefined, { 'www-authenticate': 'Bearer' }],
    [false, {}],
  ] as const)('as configured: %p', (wwwAuthenticate, headers) => {
    expect(toReply(new MyDataError(40101), requestOf(), mydata({ wwwAuthenticate }))).toEqual(
      jsonReply(401, body, headers),
    );
  });
});
