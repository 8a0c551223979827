import { describe, expect, test } from '@jest/globals';
import { requestOf } from '../../../test/support/request.js';
import { staleHeaders } from './binding/index.js';
import { Failure } from './failure.js';
import { MyDataError, mydata, VaspError, vasp } from './index.js';
import { type HeaderValue, mergeHeaders } from './merge-headers.js';
import { toReply } from './to-reply.js';

const request = requestOf();
const closed = toReply(new MyDataError(40305), request, mydata());
const unauthenticated = toReply(new MyDataError(40101), request, mydata());
const unchallenged = toReply(new MyDataError(40101), request, mydata({ wwwAuthenticate: false }));
const ownChallenge = toReply(
  new MyDataError(40101, { headers: { 'www-authenticate': 'Basic' } }),
  request,
  mydata(),
);
const wrongMethod = toReply(new MyDataError(40501), request, mydata());
const allowed = toReply(new Failure('method-not-allowed', { allow: ['PUT'] }), request, mydata());
const limited = toReply(new MyDataError(42901), request, mydata());
const limitedFor = toReply(new MyDataError(42901, { retryAfter: 9 }), request, mydata());
const ofVasp = toReply(new VaspError('VASP_BACKEND_INTERNAL_ERROR'), request, vasp());
const handMade = { status: 401, headers: { 'www-authenticate': 'Digest' }, body: '' };

test.each([...staleHeaders, 'content-type', 'x-api-tran-id'])(
  '%s set earlier is not sent with a 403',
  (name) => {
    expect(mergeHeaders(closed, { [name]: 'stale' })).toEqual(closed.headers);
  },
);

test.each([...staleHeaders, 'content-type'])(
  '%s set earlier is not sent with a reply made by hand',
  (name) => {
    const reply = { status: 500, headers: { 'content-length': '0' }, body: '' };
    expect(mergeHeaders(reply, { [name]: 'stale' })).toEqual(reply.headers);
  },
);

test('every other header stays, several values too', () => {
  const others = { 'x-trace': '1', 'set-cookie': ['a=1', 'b=2'], 'access-control-max-age': 5 };
  expect(mergeHeaders(closed, others)).toEqual({ ...others, ...closed.headers });
});

describe('the headers that stay by status or code', () => {
  type Headers = Record<string, HeaderValue>;
  test.each<[string, typeof closed, Headers, Headers]>([
    ['allow on a 405 without methods', wrongMethod, { allow: 'GET' }, { allow: 'GET' }],
    ['allow on a 405 with methods of its own', allowed, { allow: 'GET' }, { allow: 'PUT' }],
    ['retry-after on a retryable code', limited, { 'retry-after': 5 }, { 'retry-after': 5 }],
    ['retry-after beside one of its own', limitedFor, { 'retry-after': 5 }, { 'retry-after': '9' }],
    ['retry-after on a VASP’s 503', ofVasp, { 'retry-after': 5 }, {}],
    ['a challenge on a 401', unauthenticated, { 'www-authenticate': 'A' }, { 'www-authenticate': 'A' }],
    [
      'two challenges',
      unauthenticated,
      { 'www-authenticate': ['A', 'B'] },
      { 'www-authenticate': ['A', 'B'] },
    ],
    [
      'a challenge where the standard sends none',
      unchallenged,
      { 'www-authenticate': 'A' },
      { 'www-authenticate': 'A' },
    ],
    [
      'a challenge beside the error’s own',
      ownChallenge,
      { 'www-authenticate': 'A' },
      { 'www-authenticate': 'Basic' },
    ],
    [
      'a challenge beside one made by hand',
      handMade,
      { 'www-authenticate': 'A' },
      { 'www-authenticate': 'Digest' },
    ],
    ['no-store', closed, { 'cache-control': 'NO-STORE' }, { 'cache-control': 'no-store' }],
    ['private', closed, { 'cache-control': 'max-age=5, private="x"' }, { 'cache-control': 'no-store' }],
    [
      'no-store among several',
      closed,
      { 'cache-control': ['public', 'no-store'] },
      { 'cache-control': 'no-store' },
    ],
    ['a word that ends so', closed, { 'cache-control': 'x-no-store, not-private' }, {}],
  ])('%s', (_, reply, earlier, expected) => {
    expect(mergeHeaders(reply, earlier)).toEqual({ ...reply.headers, ...expected });
  });
});

describe('vary and set-cookie are added', () => {
  const reply = toReply(
    new MyDataError(40305, { headers: { vary: 'Accept, ORIGIN', 'set-cookie': 'b=2' } }),
    request,
    mydata(),
  );
  test.each([
    ['Origin', 'Origin, Accept'],
    [['Origin', 'Cookie'], 'Origin, Cookie, Accept'],
    ['*', '*, Accept, ORIGIN'],
    ['', 'Accept, ORIGIN'],
  ])('vary %p', (vary, expected) => {
    expect(mergeHeaders(reply, { vary }).vary).toBe(expected);
  });
  test.each([
    ['a=1', ['a=1', 'b=2']],
    [
      ['a=1', 'c=3'],
      ['a=1', 'c=3', 'b=2'],
    ],
    [
      ['a=1', 'b=2'],
      ['a=1', 'b=2'],
    ],
  ])('set-cookie %p', (earlier, expected) => {
    expect(mergeHeaders(reply, { 'set-cookie': earlier })['set-cookie']).toEqual(expected);
  });
});

test('merging twice changes nothing more', () => {
  const reply = toReply(
    new MyDataError(40101, { headers: { vary: 'Accept', 'set-cookie': 'b=2' } }),
    request,
    mydata(),
  );
  const once = mergeHeaders(reply, {
    vary: 'Origin',
    'set-cookie': 'a=1',
    'www-authenticate': 'A',
    'x-trace': '1',
  });
  expect(mergeHeaders(reply, once)).toEqual(once);
});

test('a reply compares equal by status, headers and body alone', () => {
  expect(
    Reflect.ownKeys(closed).filter((key) => Object.prototype.propertyIsEnumerable.call(closed, key)),
  ).toEqual(['status', 'headers', 'body']);
});
