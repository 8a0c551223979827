import { jest } from '@jest/globals';
import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { type CodeFacts, codesOf } from '../../../../test/support/spec.js';
import { KoscomError, koscom, MyDataError, mydata } from '../index.js';
import type { Standard } from '../standard.js';
import { toReply } from '../to-reply.js';

const request = requestOf({ url: '/v1/account' });
const facts = codesOf('koscom').filter(({ rule }) => rule !== 'result');
const servers = ['op-apim', 'op-auth', 'op-exco', 'SAMSUNG', '하나증권'];

/** An error of any code, with the options that its code needs. */
const errorOf = ({ code, rule }: CodeFacts, options: object = {}) =>
  new KoscomError(code as 5006, { ...(rule === 'template' && { detail: 90 }), ...options } as { detail: 90 });

/** The message of `spec/koscom.tsv`, with its detail. */
const messageOf = ({ text }: CodeFacts) => text.replace('{detail}', '90');

/** The whole answer. `Content-Type` as the document writes it; RFC 9110, 15.5.2: a 401 has a challenge. */
function replyOf(fact: CodeFacts, category: string, more = '', headers: object = {}) {
  const body = `{"category":"${category}","code":${fact.code},"message":"${messageOf(fact)}"${more}}`;
  return jsonReply(fact.status, body, {
    'content-type': 'application/json; charset=utf-8',
    ...(fact.status === 401 && { 'www-authenticate': 'Bearer' }),
    ...headers,
  });
}

/** The category by the code's group; a company's error is the company's, 5007 that of whoever sends it. */
function categoryOf({ surface }: CodeFacts, server: string, company = server): string {
  if (surface === 'company') return company;
  if (surface === 'company, platform') return server;
  return surface === 'common' ? server : surface;
}

describe.each(servers)('on the server %s', (category) => {
  const standard = koscom({ category });
  const isCompany = !category.startsWith('op-');

  describe.each(facts.map((fact) => [fact.code, fact] as const))('%s', (_, fact) => {
    const isNamed = fact.surface === 'company' && !isCompany;
    const named = isNamed ? { category: 'SAMSUNG' } : {};
    const expected = categoryOf(fact, category, isCompany ? category : 'SAMSUNG');

    test('is the whole reply', () => {
      const reply = replyOf(fact, expected);
      expect(toReply(errorOf(fact, named), request, standard)).toStrictEqual(reply);
      expect(toReply(errorOf(fact, named), request, standard)).toStrictEqual(reply);
    });

    test('has a description when there is one', () => {
      const description = '관리자에게 "문의"\n';
      expect(toReply(errorOf(fact, { ...named, description }), request, standard)).toStrictEqual(
        replyOf(fact, expected, ',"description":"관리자에게 \\"문의\\"\\n"'),
      );
      expect(toReply(errorOf(fact, { ...named, description: '' }), request, standard)).toStrictEqual(
        replyOf(fact, expected),
      );
    });

    test(`${fact.retryable ? 'may' : 'may not'} carry Retry-After`, () => {
      if (fact.retryable) {
        expect(toReply(errorOf(fact, { retryAfter: 1.2 }), request, standard)).toStrictEqual(
          replyOf(fact, expected, '', { 'retry-after': '2' }),
        );
      } else {
        expect(() => errorOf(fact, { retryAfter: 1 })).toThrow(TypeError);
      }
    });
  });
});

/** Custom Error C, 5007: 증권사→플랫폼 too, so the platform can be the one that could not discard the account. */
describe('5007 has both directions of the document', () => {
  const reason = { detail: '이미 폐기된 가상계좌' };
  const bodyOf = (category: string) =>
    `{"category":"${category}","code":5007,"message":"Failure To discard an vtAccNo, [이미 폐기된 가상계좌]"}`;

  test.each(servers)('%s sends its own', (category) => {
    expect(toReply(new KoscomError(5007, reason), request, koscom({ category })).body).toBe(bodyOf(category));
  });

  test.each(['SAMSUNG', 'op-auth'])('and relays that of %s', (category) => {
    const thrown = new KoscomError(5007, { ...reason, category });
    expect(toReply(thrown, request, koscom({ category: 'op-apim' })).body).toBe(bodyOf(category));
  });

  test('but not that of a server that the platform does not have', () => {
    expect(() => new KoscomError(5007, { ...reason, category: 'op-other' })).toThrow(TypeError);
  });

  test.each([5004, 5005, 5006] as const)('%d has one: it is never the platform’s own', (code) => {
    expect(() => new KoscomError(code, { ...reason, category: 'op-exco' })).toThrow(TypeError);
    const { body } = toReply(new KoscomError(code, reason), request, koscom({ category: 'op-exco' }));
    expect(body).toBe('{"category":"op-exco","code":3999,"message":"Unknown error"}');
  });
});

test('a company’s error that names another company is that company’s', () => {
  const thrown = new KoscomError(4001, { category: 'HYUNDAI' });
  expect(toReply(thrown, request, koscom({ category: 'SAMSUNG' })).body).toBe(
    '{"category":"HYUNDAI","code":4001,"message":"Account Not Found"}',
  );
});

describe('a company’s error that a server of the platform throws without naming the company', () => {
  test.each([
    ['op-apim', '{"category":"op-apim","code":500,"message":"Internal Server Error"}'],
    ['op-auth', '{"category":"op-auth","code":500,"message":"Internal Server Error"}'],
    ['op-exco', '{"category":"op-exco","code":3999,"message":"Unknown error"}'],
  ])('cannot be answered by %s, which says so to onError', (category, body) => {
    const thrown = new KoscomError(4001);
    const onError = jest.fn();
    expect(toReply(thrown, request, koscom({ category }), { onError }).body).toBe(body);
    expect(onError).toHaveBeenCalledTimes(1);
    expect(onError).toHaveBeenCalledWith(
      expect.objectContaining({
        thrown,
        origin: 'unexpected',
        error: expect.objectContaining({
          cause: new TypeError(`koscom 4001: set category to the company whose error ${category} relays`),
        }),
      }),
    );
  });
});

describe('the text of every code is the document’s', () => {
  test.each(facts)('$code refuses another', (fact) => {
    const refused = /the document fixes the text of this code/;
    expect(() => errorOf(fact, { message: 'mine' })).toThrow(refused);
    expect(() => new KoscomError(fact.code as 404, 'mine' as never)).toThrow(refused);
    const texts = { [fact.code]: 'mine' } as object;
    expect(() => koscom({ category: 'op-apim', texts })).toThrow(/whose text the document fixes/);
  });
});

describe('which server this is must be said', () => {
  const make = koscom as (settings?: unknown) => Standard;

  test.each(['op-apim', 'op-auth', 'op-exco', 'SAMSUNG', '하나증권', 'NH 투자증권', 'opus'])(
    '%j',
    (category) => {
      expect(make({ category }).id).toBe('koscom');
    },
  );

  test.each([undefined, null, '', ' ', 'op-apm', 'OP-EXCO', 'op-', 'A\nB', 'A\u0000', '\ud800', 1, {}, []])(
    '%j is refused at start-up',
    (category) => {
      expect(() => make({ category })).toThrow(
        new TypeError("koscom: category must be 'op-apim', 'op-auth', 'op-exco' or a company's name"),
      );
    },
  );

  test('missing settings are refused at start-up', () => {
    expect(() => make()).toThrow(TypeError);
    expect(() => make({})).toThrow(TypeError);
  });
});

test('under another standard’s handler it cannot be built without its category: unexpected', () => {
  const onError = jest.fn();
  const reply = toReply(new KoscomError(404), request, mydata(), { onError });
  expect(reply).toStrictEqual(toReply(new Error('any'), request, mydata()));
  expect(reply.status).toBe(500);
  expect(onError).toHaveBeenCalledWith(expect.objectContaining({ origin: 'unexpected' }));
});

test('another standard’s error is answered in its own under a handler of this one', () => {
  expect(toReply(new MyDataError(40305), request, koscom({ category: 'op-apim' }))).toStrictEqual(
    toReply(new MyDataError(40305), request, mydata()),
  );
});
