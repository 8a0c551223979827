import { describe, expect, test } from '@jest/globals';
import { mistakeOf } from '../../../test/support/mistake.js';
import { requestOf } from '../../../test/support/request.js';
import { byPath } from './by-path.js';
import { Failure } from './failure.js';
import { MyDataTokenError, mydata, mydataAuthorize, mydataToken } from './index.js';
import { toReply } from './to-reply.js';

const api = mydata();
const token = mydataToken();
const authorize = mydataAuthorize();
const all = byPath({ '/oauth/2.0/token': token, '/oauth/2.0': authorize, '/closed/': token, '/': api });

describe('the longest prefix that ends at a / or at the end of the path governs', () => {
  test.each([
    ['/oauth/2.0/token', token],
    ['/oauth/2.0/token/', token],
    ['/oauth/2.0/token/a/b', token],
    ['/oauth/2.0/token?a=/', token],
    ['/oauth/2.0/token#a', token],
    ['https://bank.example/oauth/2.0/token?a', token],
    ['/oauth/2.0/tokens', authorize],
    ['/oauth/2.0/tokens?a=/oauth/2.0/token', authorize],
    ['/oauth/2.0', authorize],
    ['/oauth/2.00', api],
    ['/OAUTH/2.0', api],
    ['/v2/oauth/2.0', api],
    ['/closed/a', token],
    ['/closed', api],
    ['/', api],
    ['/?a', api],
    ['*', api],
    ['', api],
    ['//oauth/2.0', api],
    ['/oauth/2.0//', authorize],
  ])('%s', (url, standard) => {
    const request = requestOf({ url });
    expect(all.governing(request)).toBe(standard);
    expect(toReply(new Error('crash'), request, all)).toStrictEqual(
      toReply(new Error('crash'), request, standard),
    );
    expect(all.headers(request)).toEqual(standard.headers(request));
  });
});

test('one may hold another', () => {
  const nested = byPath({ '/oauth': byPath({ '/oauth/2.0/token': token, '/': authorize }), '/': api });
  expect(nested.governing(requestOf({ url: '/oauth/2.0/token' }))).toBe(token);
  expect(nested.governing(requestOf({ url: '/oauth/2.0' }))).toBe(authorize);
  expect(nested.governing(requestOf({ url: '/' }))).toBe(api);
});

test('a typed error of another path’s standard is answered with the settings of that standard', () => {
  const configured = mydataToken({ texts: { invalid_grant: '인가코드 오류' } });
  const standard = byPath({ '/oauth': configured, '/': api });
  const thrown = new MyDataTokenError('invalid_grant');
  expect(toReply(thrown, requestOf({ url: '/v2' }), standard)).toStrictEqual(
    toReply(thrown, requestOf({ url: '/v2' }), configured),
  );
});

test('a failure before a path exists is answered by the standard of /', () => {
  const request = { method: '', url: '', header: () => undefined };
  const failure = new Failure('malformed-request');
  expect(toReply(failure, request, all)).toStrictEqual(toReply(failure, request, api));
  expect(all.lastResort).toBe(api.lastResort);
  expect(all.id).toBe('mydata');
});

describe('wrong arguments fail at start-up', () => {
  const root = "byPath needs a standard for '/', for all paths that no other prefix matches";
  const called = 'pass a configured standard: call the factory, for example mydata() instead of mydata';
  const none = 'pass a configured standard, for example mydata()';
  test.each<[unknown, string]>([
    [undefined, "byPath needs an object of standards by path prefix: byPath({ '/': mydata() })"],
    [null, "byPath needs an object of standards by path prefix: byPath({ '/': mydata() })"],
    [{}, root],
    [{ '/oauth': token }, root],
    [
      { oauth: token, '/': api },
      'byPath: "oauth" is not a path: it must begin with / and must not have a query',
    ],
    [
      { '/oauth?a': token, '/': api },
      'byPath: "/oauth?a" is not a path: it must begin with / and must not have a query',
    ],
    [{ '/': mydata }, called],
    [{ '/': undefined }, none],
    [{ '/oauth': {}, '/': api }, none],
  ])('%p', (standards, message) => {
    expect(mistakeOf(() => byPath(standards as never))).toBe(`TypeError: ${message}`);
  });
});
