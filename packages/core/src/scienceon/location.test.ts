import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { ScienceOnError, scienceOn } from '../index.js';
import { toReply } from '../to-reply.js';

const make = (options?: unknown, code: unknown = 'movedPermanently') =>
  new ScienceOnError(code as 'seeOther', options as { location: string });

const locationOf = (error: ScienceOnError) => toReply(error, requestOf(), scienceOn()).headers.location;

/** The codes that redirect, and all others. */
const redirects = codesOf('scienceon').filter(({ status }) => status < 400);
const others = codesOf('scienceon').filter(({ status }) => status >= 400);

test('the codes of 301 and 303 are those of the document', () => {
  expect(redirects.map(({ code, status }) => [code, status])).toEqual([
    ['movedPermanently', 301],
    ['seeOther', 303],
    ['mediaDownloadRedirect', 303],
  ]);
});

test.each(redirects)('$code cannot be built without a location', ({ code }) => {
  for (const options of [undefined, '옮겼습니다', {}, { location: undefined }, { anyUri: true }]) {
    expect(() => make(options, code)).toThrow(
      new TypeError(
        `scienceon ${code}: this code needs the option location: new ScienceOnError("${code}", { location: … })`,
      ),
    );
  }
});

test.each(others)('$code does not have a location', ({ code }) => {
  expect(() => make({ location: '/a' }, code)).toThrow(
    new TypeError(`scienceon ${code}: only a redirect may have a location; leave it out`),
  );
  expect(() => make({ anyUri: true }, code)).toThrow(TypeError);
});

test.each([
  '/v2/search',
  '/',
  'search?a=b#c',
  './search',
  '../search',
  '?page=2',
  '#top',
  '/a:b',
  './a:b',
  '/a//b',
  '/%ED%95%9C%EA%B8%80',
  '/a?next=https://other.example//',
  'https://scienceon.kisti.re.kr/v2/search?q=a#b',
  'http://127.0.0.1:8080',
  'HTTPS://scienceon.kisti.re.kr/',
  'https://[2001:db8::1]/',
  'https://a.example/@b',
])('%s is sent as it is', (location) => {
  expect(locationOf(make({ location }))).toBe(location);
  expect(locationOf(make({ location, anyUri: false }))).toBe(location);
});

const elsewhere = [
  '//evil.example/a',
  '///evil.example/a',
  '//',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,a',
  'ftp://files.example/a',
  'mailto:a@b.example',
  'a:b',
  'http:evil.example',
  'http:/evil.example',
  'https:///evil.example',
  'https://',
  'https://?a',
  'https://user@evil.example/',
  'https://scienceon.kisti.re.kr@evil.example/',
  'https://a.example:port/',
  'https://a.example:99999/',
];

test.each(elsewhere)('%s leads elsewhere: refused, unless the provider allows it', (location) => {
  for (const anyUri of [undefined, false]) {
    expect(() => make({ location, anyUri })).toThrow(
      new TypeError(
        'scienceon movedPermanently: location must be relative, or an absolute http or https URL; anyUri: true allows another scheme or //host',
      ),
    );
  }
  expect(locationOf(make({ location, anyUri: true }))).toBe(location);
  expect(locationOf(make({ anyUri: true, location }))).toBe(location);
});

test.each([
  '',
  ' ',
  '/a b',
  ' /a',
  '/a\r\nset-cookie: b',
  '/a\n',
  '/a\t',
  '\t//evil.example',
  '/\t/evil.example',
  '/\u0000',
  '/\u007f',
  '/\\evil.example',
  '\\\\evil.example',
  'https:\\\\evil.example',
  '/한글',
  '/\u00e9',
  '/\ud800',
  null,
  1,
  {},
  ['/a'],
  new URL('https://a.example/'),
])('%p cannot stand in a header of this kind: always refused', (location) => {
  for (const anyUri of [undefined, true]) {
    expect(() => make({ location, anyUri })).toThrow(
      new TypeError(
        'scienceon movedPermanently: location must be a URI of printable ASCII, without spaces or backslashes',
      ),
    );
  }
});

test.each([1, 'true', null])('anyUri is true or false, not %p', (anyUri) => {
  expect(() => make({ location: '/a', anyUri })).toThrow(TypeError);
});

test('an accepted relative location stays on its host', () => {
  for (const location of ['/v2', 'a/b', '?x', '#y', '..', '/..//evil.example', './/evil.example']) {
    make({ location });
    expect(new URL(location, 'https://here.example/a/b').host).toBe('here.example');
  }
});
