import {
  MyDataAuthorizeError,
  MyDataError,
  mydata,
  mydataAuthorize,
  type ProviderError,
  type Reply,
  toReply,
} from '@oryu/core';
import { staleHeaders } from '@oryu/core/binding';
import { jsonReply, redirect } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { restoreHeaders, toResponse } from './index.js';

/** All that a client gets of a Response. */
async function received(response: Response): Promise<Reply> {
  const { status, headers } = response;
  return { status, headers: Object.fromEntries(headers), body: await response.text() };
}

describe('a reply becomes a Response of the same status, headers and body', () => {
  const korean = '{"rsp_code":"40305","rsp_msg":"자산이 정상 상태가 아닙니다"}';

  test.each<[string, Reply]>([
    ['JSON', jsonReply(403, korean)],
    ['XML', { status: 404, headers: { 'content-type': 'application/xml; charset=UTF-8' }, body: '<a/>' }],
    ['a text without a content type', { status: 500, headers: {}, body: 'text' }],
    ['no body, with the length that a HEAD has', { ...jsonReply(403, korean), body: '' }],
    ['a redirect', redirect('https://client.example/callback?error=server_error')],
    ['a header of Latin-1', { status: 400, headers: { 'x-name': 'caf\u00e9' }, body: 'a' }],
    ['the highest status', { status: 599, headers: {}, body: 'a' }],
  ])('%s', async (_name, reply) => {
    expect(await received(toResponse(reply))).toEqual(reply);
  });

  test('bytes', async () => {
    const body = new Uint8Array([0, 128, 255]);
    const response = toResponse({ status: 400, headers: {}, body });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(body);
    expect([...response.headers]).toEqual([]);
  });

  test.each([204, 205, 304])('a %i, of which Fetch allows no body', async (status) => {
    const headers = { 'content-type': 'text/plain' };
    expect(await received(toResponse({ status, headers, body: 'a' }))).toEqual({ status, headers, body: '' });
  });

  test('an authorize error', async () => {
    const error = new MyDataAuthorizeError('access_denied', { callback: 'https://client.example/callback' });
    const { status, headers, body } = await received(
      toResponse(toReply(error, requestOf({ url: '/authorize?state=a' }), mydataAuthorize())),
    );
    expect([status, Object.keys(headers).sort(), body]).toEqual([302, ['content-length', 'location'], '']);
  });
});

describe('of the headers set earlier', () => {
  // Its code is not retryable, so that no Retry-After stays.
  const reply = toReply(new MyDataError(40305), requestOf(), mydata());

  test.each([...staleHeaders, 'content-type'])('%s goes: it described the abandoned answer', async (name) => {
    expect(await received(toResponse(reply, new Headers({ [name]: '5' })))).toEqual(reply);
  });

  test('all others stay', () => {
    const earlier = new Headers({ 'access-control-allow-origin': '*', 'x-request-id': '1' });
    earlier.append('set-cookie', 'a=1');
    earlier.append('set-cookie', 'b=2');
    const { headers } = toResponse(reply, earlier);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('x-request-id')).toBe('1');
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  const replyTo = (error: ProviderError, request = requestOf({})) => toReply(error, request, mydata());

  test.each<[string, Record<string, string>, ProviderError, Record<string, string>]>([
    [
      'the challenge of a 401',
      { 'www-authenticate': 'Basic' },
      new MyDataError(40101),
      { 'www-authenticate': 'Basic' },
    ],
    [
      'not beside a challenge of the error',
      { 'www-authenticate': 'Basic' },
      new MyDataError(40101, { headers: { 'www-authenticate': 'DPoP' } }),
      { 'www-authenticate': 'DPoP' },
    ],
    ['no challenge of another status', { 'www-authenticate': 'Basic' }, new MyDataError(40305), {}],
    [
      'what forbids storing',
      { 'cache-control': 'private, max-age=5' },
      new MyDataError(40305),
      { 'cache-control': 'no-store' },
    ],
    [
      'not headers that permit it',
      { 'cache-control': 'max-age=5', 'cdn-cache-control': 'max-age=5' },
      new MyDataError(40305),
      {},
    ],
    ['the methods of a 405', { allow: 'POST' }, new MyDataError(40501), { allow: 'POST' }],
    ['no methods of another status', { allow: 'POST' }, new MyDataError(40305), {}],
    ['not headers that the standard decides', { 'x-api-tran-id': 'a' }, new MyDataError(40305), {}],
    [
      'vary, together with the error’s own',
      { vary: 'Origin, accept' },
      new MyDataError(40305, { headers: { vary: 'Accept, x-api-type' } }),
      { vary: 'Origin, accept, x-api-type' },
    ],
  ])('%s', async (_name, earlier, error, more) => {
    const { headers } = toResponse(replyTo(error), new Headers(earlier));
    const { 'www-authenticate': _default, ...own } = replyTo(error).headers;
    expect(Object.fromEntries(headers)).toEqual({ ...own, ...more });
  });

  test('cookies, together with the error’s own, and each once', () => {
    const earlier = new Headers([
      ['set-cookie', 'a=1; Path=/'],
      ['set-cookie', 'b=2, c'],
    ]);
    const reply = replyTo(new MyDataError(40305, { headers: { 'set-cookie': 'c=3' } }));
    const response = toResponse(reply, earlier);
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2, c', 'c=3']);
    expect(toResponse(reply, response.headers).headers.getSetCookie()).toEqual([
      'a=1; Path=/',
      'b=2, c',
      'c=3',
    ]);
  });

  test('those of a response that cannot be changed', () => {
    const { headers } = Response.redirect('https://client.example/', 302);
    expect([...toResponse(reply, headers).headers.keys()].sort()).toEqual(Object.keys(reply.headers).sort());
  });

  test('the given Headers object is not changed', () => {
    const earlier = new Headers({ etag: '"v1"' });
    toResponse(reply, earlier);
    expect([...earlier]).toEqual([['etag', '"v1"']]);
  });
});

describe('a response that others have changed gets the headers of its reply again', () => {
  const reply = toReply(
    new MyDataError(40101, { headers: { 'set-cookie': 'c=3' } }),
    requestOf({ headers: { 'x-api-tran-id': '0000000000M00000000000001' } }),
    mydata(),
  );

  test('whatever they changed, added or removed', () => {
    const response = toResponse(reply, new Headers({ 'set-cookie': 'a=1', vary: 'Origin' }));
    const { headers } = response;
    headers.set('content-length', '5');
    headers.set('etag', '"v1"');
    headers.set('x-api-tran-id', 'another');
    headers.delete('content-type');
    headers.delete('vary');
    headers.append('set-cookie', 'd=4');
    headers.set('server-timing', 'total;dur=1');
    restoreHeaders(response, reply);
    expect(Object.fromEntries(headers)).toEqual({
      ...reply.headers,
      'server-timing': 'total;dur=1',
      'set-cookie': expect.any(String),
    });
    expect(headers.getSetCookie()).toEqual(['a=1', 'c=3', 'd=4']);
  });
});
