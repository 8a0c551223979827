import { MyDataError, mydata, mydataToken } from '@oryu/core';
import { owed, received, transactionId, url } from '../../../../test/support/fetch-replies.js';
import { type FetchHandler, providerErrors, standardHeaders } from './index.js';

describe('the headers that the standard requires of every response', () => {
  const request = () => new Request(url, { headers: owed });

  test('are added to the response of a handler, and nothing else changes', async () => {
    const answer = () => new Response('a', { status: 201, headers: { etag: '"v1"', 'content-type': 'a/b' } });
    expect(await received(await standardHeaders(answer, mydata())(request()))).toEqual({
      status: 201,
      headers: { etag: '"v1"', 'content-type': 'a/b', ...owed },
      body: 'a',
    });
  });

  test('are added to a response that cannot be changed', async () => {
    const answer = () => Response.redirect('https://client.example/', 302);
    expect((await standardHeaders(answer, mydata())(request())).headers.get('x-api-tran-id')).toBe(
      transactionId,
    );
  });

  test('are never added to a Response that answers other requests as well', async () => {
    const shared = new Response(null, { status: 204 });
    const answer = standardHeaders(() => shared, mydata());
    expect((await answer(request())).headers.get('x-api-tran-id')).toBe(transactionId);
    expect(await received(await answer(new Request(url)))).toEqual({ status: 204, headers: {}, body: '' });
  });

  test('are those of the standard', async () => {
    const answer = standardHeaders(() => Response.json({}), mydataToken());
    expect(await received(await answer(new Request(url)))).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' },
      body: '{}',
    });
  });

  test.each([
    [
      'inside',
      (handler: FetchHandler<[Request]>) => providerErrors(standardHeaders(handler, mydata()), mydata()),
    ],
    [
      'outside',
      (handler: FetchHandler<[Request]>) => standardHeaders(providerErrors(handler, mydata()), mydata()),
    ],
  ])('are on success, error and unknown route, %s of providerErrors', async (_where, wrap) => {
    const header = async (handler: FetchHandler<[Request]>) =>
      (await wrap(handler)(request())).headers.get('x-api-tran-id');
    expect(await header(() => Response.json({}))).toBe(transactionId);
    expect(await header(() => undefined)).toBe(transactionId);
    expect(await header(() => Promise.reject(new MyDataError(40305)))).toBe(transactionId);
  });
});

test('standardHeaders, when called, refuses a value that is not a standard', () => {
  expect(() => standardHeaders(() => undefined as never, {} as never)).toThrow(TypeError);
});
