import { MyDataAuthorizeError, mydata, mydataAuthorize, type Reply, staleHeaders, toReply } from '@oryu/core';
import { jsonReply, redirect } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { toResponse } from './index.js';

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
  const reply = mydata().lastResort;

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

  test('those that the standard rules give way', () => {
    const unauthorized: Reply = { ...reply, headers: { ...reply.headers, 'www-authenticate': 'Bearer' } };
    const { headers } = toResponse(unauthorized, new Headers({ 'www-authenticate': 'Basic' }));
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  test('none is changed where it is kept', () => {
    const earlier = new Headers({ etag: '"v1"' });
    toResponse(reply, earlier);
    expect([...earlier]).toEqual([['etag', '"v1"']]);
  });
});
