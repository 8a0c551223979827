import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf, failuresOf } from '../../../../test/support/spec.js';
import { extendStandard } from '../define-standard.js';
import { Failure } from '../failure.js';
import { MyDataError, mydata, ProblemDetailsError, problemDetails } from '../index.js';
import { parseReply } from '../parse-reply.js';
import { toReply } from '../to-reply.js';
import type { Mismatch } from '../wire.js';

const standard = problemDetails();
const request = requestOf({ url: '/internal/orders' });
const facts = codesOf('problem-details');
const problem = { 'content-type': 'application/problem+json' };

/** RFC 9110, 15.5.2: a 401 has a challenge. */
const replyOf = (status: number, body: string, headers: object = {}) =>
  jsonReply(status, body, {
    ...problem,
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...headers,
  });

const make = (code: unknown, options?: object) => new ProblemDetailsError(code as 404, options);

describe.each(facts)('$code $text', ({ code, status, text, retryable }) => {
  const head = `{"type":"about:blank","title":"${text}","status":${status}`;

  test('is the whole reply', () => {
    expect(toReply(make(code), request, standard)).toStrictEqual(replyOf(status, `${head}}`));
    expect(toReply(make(code, { message: ' ' }), request, standard)).toStrictEqual(
      replyOf(status, `${head}}`),
    );
  });

  test('has a detail when there is one', () => {
    const reply = replyOf(status, `${head},"detail":"이미 \\"발송\\"됨"}`);
    const message = '이미 "발송"됨';
    expect(toReply(make(code, { message }), request, standard)).toStrictEqual(reply);
    expect(toReply(make(code), request, problemDetails({ texts: { [code]: message } }))).toStrictEqual(reply);
  });

  test(`${retryable ? 'may' : 'may not'} carry Retry-After`, () => {
    if (retryable) {
      expect(toReply(make(code, { retryAfter: 1.2 }), request, standard)).toStrictEqual(
        replyOf(status, `${head}}`, { 'retry-after': '2' }),
      );
    } else {
      expect(() => make(code, { retryAfter: 1 })).toThrow(TypeError);
    }
  });

  test('is read as it was sent', () => {
    const reply = toReply(make(code, { message: '설명' }), request, standard);
    const { error } = parseReply(standard, reply);
    expect(error).toMatchObject({ code, message: '설명', fromWire: true });
    expect(toReply(error, request, standard, { translate: () => error })).toStrictEqual(reply);
  });
});

test.each(failuresOf('problem-details'))('the failure $kind', ({ kind, otherwise: status }) => {
  const { text, retryable } = facts.find(({ code }) => code === status) ?? {};
  const failure = new Failure(kind, { names: ['limit', 'page'], allow: ['POST', 'get'], retryAfter: 600 });
  expect(toReply(failure, request, standard)).toStrictEqual(
    replyOf(
      Number(status),
      `{"type":"about:blank","title":"${text}","status":${status},"detail":"${text} (limit, page)"}`,
      {
        ...(status === 405 && { allow: 'GET, HEAD, POST' }),
        ...(retryable === true && { 'retry-after': '600' }),
      },
    ),
  );
  expect(toReply(new Failure(kind), request, standard)).toStrictEqual(
    replyOf(Number(status), `{"type":"about:blank","title":"${text}","status":${status}}`),
  );
});

describe('a problem type of one’s own', () => {
  const { standard: shop, error: ShopError } = extendStandard(problemDetails, {
    id: 'shop',
    name: 'ShopError',
    codes: {
      'out-of-credit': { status: 403, type: 'https://shop.example/out-of-credit', text: 'Not enough credit' },
    },
  });

  test('has its type, and its text as the title', () => {
    const head = '{"type":"https://shop.example/out-of-credit","title":"Not enough credit","status":403';
    expect(toReply(new ShopError('out-of-credit'), request, shop())).toStrictEqual(replyOf(403, `${head}}`));
    const reply = replyOf(403, `${head},"detail":"30 of 50"}`);
    expect(toReply(new ShopError('out-of-credit', '30 of 50'), request, shop())).toStrictEqual(reply);
    expect(parseReply(shop(), reply).error).toMatchObject({ code: 'out-of-credit', message: '30 of 50' });
  });

  test('is unknown to the standard that it extends', () => {
    const reply = toReply(new ShopError('out-of-credit'), request, shop());
    expect(parseReply(standard, reply)).toMatchObject({ mismatch: 'unknown-code' });
  });
});

test.each<
  [mismatch: Mismatch['mismatch'], detail: string, status: number, type: string | undefined, body: string]
>([
  ['success', 'status 200', 200, 'application/problem+json', '{}'],
  ['success', 'status 302', 302, 'text/html', ''],
  ['unreadable', 'the body is not application/problem+json', 404, 'application/json', '{"status":404}'],
  ['unreadable', 'the body is not application/problem+json', 404, undefined, '{"status":404}'],
  [
    'unreadable',
    'the body is not application/problem+json',
    404,
    'application/problem+json-seq',
    '{"status":404}',
  ],
  ['unreadable', 'the body is not a JSON object', 404, 'application/problem+json', '404'],
  ['unknown-code', '418 is in no table of problem-details', 418, 'application/problem+json', '{}'],
  [
    'unknown-code',
    'the type is of no problem in the catalogue',
    404,
    'application/problem+json',
    '{"type":"https://shop.example/other"}',
  ],
])('%s, %s: %d %s %s', (mismatch, detail, status, type, body) => {
  expect(parseReply(standard, { status, headers: { 'Content-Type': type }, body })).toEqual({
    mismatch,
    detail,
  });
});

test('a status whose problem has its own type is not that of a blank problem', () => {
  const { standard: shop, error: ShopError } = extendStandard(problemDetails, {
    codes: { 409: { status: 409, type: 'https://shop.example/shipped', text: 'Already shipped' } },
  });
  const reply = toReply(new ShopError(409), request, shop());
  expect(parseReply(shop(), reply).error).toMatchObject({ code: 409, message: 'Already shipped' });
  const blank = { ...reply, body: '{"title":"Conflict","status":409}' };
  expect(parseReply(shop(), blank)).toEqual({
    mismatch: 'unknown-code',
    detail: 'the type is of no problem in the catalogue',
  });
});

test('a type may be absent, a charset present, and other members of a problem are not read', () => {
  const headers = { 'Content-Type': 'Application/Problem+JSON; charset=utf-8' };
  const body = '{"title":"Nope","status":500,"detail":1,"balance":30}';
  expect(parseReply(standard, { status: 404, headers, body }).error).toMatchObject({
    code: 404,
    message: 'Not Found',
  });
});

test('for other routes: under a handler of this standard, an error of another standard keeps its form', () => {
  expect(toReply(new MyDataError(40305), request, standard)).toStrictEqual(
    toReply(new MyDataError(40305), request, mydata()),
  );
  expect(toReply(new ProblemDetailsError(404), request, mydata())).toStrictEqual(
    toReply(new ProblemDetailsError(404), request, standard),
  );
});
