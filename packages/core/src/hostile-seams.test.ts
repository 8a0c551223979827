import { jsonReply } from '../../../test/support/reply.js';
import { requestOf } from '../../../test/support/request.js';
import { everyKind, type tinyCodes, tinyDefinition } from '../../../test/support/tiny-standard.js';
import { defineStandard } from './define-standard.js';
import { MyDataAuthorizeError, MyDataError, mydata, mydataAuthorize, mydataToken } from './index.js';
import type { Reply, RequestView } from './reply.js';
import { toReply } from './to-reply.js';

function fail(): never {
  throw new Error('secret');
}

describe('a request that misbehaves', () => {
  const closed = '{"rsp_code":"40305","rsp_msg":"자산이 정상 상태가 아닙니다"}';
  const answers: readonly unknown[] = [
    1,
    true,
    null,
    ['A'],
    { toString: () => 'A' },
    Symbol('A'),
    () => 'A',
    Promise.resolve('A'),
  ];

  test.each(answers)('a header that is %p counts as absent', (value) => {
    const request = { ...requestOf(), header: () => value } as unknown as RequestView;
    expect(toReply(new MyDataError(40305), request, mydata())).toStrictEqual(jsonReply(403, closed));
    const authorize = toReply(new MyDataAuthorizeError('invalid_client_id'), request, mydataAuthorize());
    expect([authorize.status, 'x-api-tran-id' in authorize.headers]).toEqual([400, false]);
  });

  test('whose headers cannot be read is answered without their echo', () => {
    const request = { ...requestOf(), header: fail };
    expect(toReply(new MyDataError(40305), request, mydata())).toStrictEqual(jsonReply(403, closed));
    expect(mydata().headers(request)).toEqual({});
  });

  test.each<[name: string, members: object]>([
    ['header()', { header: fail }],
    ['header', { header: undefined }],
    ['url', Object.defineProperty({}, 'url', { get: fail, enumerable: true })],
    ['url, undefined', { url: undefined }],
    ['url, a number', { url: 1 }],
  ])('whose %s is needed and fails is answered by the last resort', (_, members) => {
    const request = Object.defineProperties({ ...requestOf() }, Object.getOwnPropertyDescriptors(members));
    const standard = mydataAuthorize();
    expect(toReply(new MyDataAuthorizeError('invalid_client_id'), request, standard)).toStrictEqual(
      standard.lastResort,
    );
  });

  test('whose method cannot be read is answered by the last resort', () => {
    const request = Object.defineProperty({ ...requestOf() }, 'method', { get: fail });
    expect(toReply(new MyDataError(40305), request, mydata())).toStrictEqual(mydata().lastResort);
  });

  test.each([undefined, null, 1, 'GET /', {}])('that is %p', (request) => {
    for (const standard of [mydata(), mydataToken(), mydataAuthorize()]) {
      expect(toReply(new Error('a'), request as never, standard)).toStrictEqual(standard.lastResort);
    }
  });
});

describe('a standard that misbehaves', () => {
  /** The tiny standard, with its rendering spoiled for requests of `/bad` alone. */
  const spoiled = (bad: () => unknown, more: object = {}) =>
    defineStandard<typeof tinyCodes>({
      ...tinyDefinition,
      failures: everyKind('BROKEN'),
      render: (error, request) => (request.url === '/bad' ? (bad() as Reply) : tinyDefinition.render(error)),
      ...more,
    });
  const lastResort = {
    status: 500,
    headers: { 'content-type': 'text/plain', 'content-length': '13' },
    body: 'BROKEN broken',
  };

  const rendered: readonly (readonly [name: string, bad: () => unknown])[] = [
    ['throws', fail],
    ['renders undefined', () => undefined],
    ['renders null', () => null],
    ['renders a text', () => 'body'],
    ['renders no status', () => ({ headers: {}, body: '' })],
    ['renders a status in a text', () => ({ status: '400', headers: {}, body: '' })],
    ...[0, 199, 600, 400.5, Number.NaN].map(
      (status) => [`renders the status ${status}`, () => ({ status, headers: {}, body: '' })] as const,
    ),
    ['renders no headers', () => ({ status: 400, body: '' })],
    [
      'renders a header that splits the response',
      () => ({ status: 400, headers: { a: 'b\r\nc: d' }, body: '' }),
    ],
    ['renders a Korean header', () => ({ status: 400, headers: { a: '한글' }, body: '' })],
    ['renders a header name with a space', () => ({ status: 400, headers: { 'a b': 'c' }, body: '' })],
    ['renders a number for a header', () => ({ status: 400, headers: { a: 1 }, body: '' })],
    ['renders no body', () => ({ status: 400, headers: {} })],
    ['renders an object for a body', () => ({ status: 400, headers: {}, body: { a: 1 } })],
    ['renders a promise', async () => ({ status: 400, headers: {}, body: '' })],
  ];

  test.each(rendered)('that %s is answered by the last resort', (_, bad) => {
    const { standard, error } = spoiled(bad);
    for (const thrown of [new error('PLAIN'), new Error('a')]) {
      expect(toReply(thrown, requestOf({ url: '/bad' }), standard())).toStrictEqual(lastResort);
      expect(toReply(thrown, requestOf({ url: '/bad', method: 'HEAD' }), standard())).toStrictEqual({
        ...lastResort,
        body: '',
      });
    }
    expect(toReply(new error('PLAIN'), requestOf(), standard()).body).toBe('PLAIN plain');
  });

  test.each(rendered)('in every answer, one that %s, is refused at start-up', (_, bad) => {
    const { standard } = spoiled(bad, { render: bad });
    expect(() => standard()).toThrow("tiny: render() failed for 'unexpected', the last resort");
  });

  test('the last resort carries the headers that every response requires', () => {
    const { standard, error } = spoiled(fail, { headers: () => ({ 'X-Owed': '1' }) });
    expect(toReply(new error('PLAIN'), requestOf({ url: '/bad' }), standard())).toStrictEqual({
      ...lastResort,
      headers: { ...lastResort.headers, 'x-owed': '1' },
    });
  });

  test.each<[name: string, headers: () => unknown]>([
    ['throws', fail],
    ['gives undefined', () => undefined],
    ['gives null', () => null],
    ['splits the response', () => ({ a: 'b\r\nc: d' })],
    ['gives a number', () => ({ a: 1 })],
    ['gives a Korean value', () => ({ a: '한글' })],
  ])('whose headers() %s does not require headers', (_, headers) => {
    const { standard, error } = spoiled(fail, { headers });
    expect(standard().headers(requestOf())).toEqual({});
    expect(toReply(new error('PLAIN'), requestOf(), standard()).headers).toEqual({
      'content-type': 'text/plain',
      'content-length': '11',
    });
  });
});
