import fc from 'fast-check';
import { mistakeOf } from '../../../test/support/mistake.js';
import { byteLength } from './byte-length.js';
import { allowValue, extraHeaders, isFieldValue, isToken, retryAfterValue } from './headers.js';

test.each([
  [['POST'], 'POST'],
  [['GET'], 'GET, HEAD'],
  [['get'], 'GET, HEAD'],
  [['HEAD', 'GET'], 'GET, HEAD'],
  [['PUT', 'GET', 'DELETE'], 'DELETE, GET, HEAD, PUT'],
  [['post', 'POST', 'Post'], 'POST'],
  [['HEAD'], 'HEAD'],
  [['M-SEARCH', 'ACL'], 'ACL, M-SEARCH'],
])('allowValue(%j): upper case, GET implies HEAD, sorted, each once', (methods, value) => {
  expect(allowValue(methods)).toBe(value);
});

describe('retryAfterValue', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [0.001, '1'],
    [1, '1'],
    [1.5, '2'],
    [600, '600'],
    [2 ** 31, '2147483648'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('%p seconds are whole seconds, rounded up', (seconds, value) => {
    expect(retryAfterValue(seconds)).toBe(value);
  });

  test.each([
    ['1994-11-06T08:49:37Z', 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['2026-01-02T03:04:05.999Z', 'Fri, 02 Jan 2026 03:04:05 GMT'],
    ['0001-01-01T00:00:00Z', 'Mon, 01 Jan 0001 00:00:00 GMT'],
    ['9999-12-31T23:59:59Z', 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ])('the Date %s is an IMF-fixdate', (date, value) => {
    expect(retryAfterValue(new Date(date))).toBe(value);
  });

  test.each([
    -1,
    -0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.MAX_SAFE_INTEGER + 2,
    1e21,
    new Date(Number.NaN),
    new Date('+010000-01-01T00:00:00Z'),
    new Date('-000001-01-01T00:00:00Z'),
    '60',
    60n,
    null,
    undefined,
    [60],
    { valueOf: () => 60 },
  ])('%p is refused', (value) => {
    expect(mistakeOf(() => retryAfterValue(value))).toBe(
      'RangeError: retryAfter must be a number of seconds from 0 on, or a valid Date',
    );
  });
});

describe('byteLength', () => {
  test.each([
    ['', 0],
    ['a', 1],
    ['é', 2],
    ['한', 3],
    ['😀', 4],
    ['\ud83d', 3],
    ['\ude00', 3],
    ['\ude00\ud83d', 6],
    ['\ud83d\ud83d\ude00', 7],
  ])('%j', (text, bytes) => {
    expect(byteLength(text)).toBe(bytes);
  });

  test('is a value that Node writes, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(0xffff)), (text, units) => {
        const any = text + String.fromCharCode(...units);
        expect(byteLength(any)).toBe(Buffer.byteLength(any));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a header value is one that Node writes', () => {
  const everyUnit = Array.from({ length: 0x180 }, (_, unit) => String.fromCharCode(unit));
  const allowed = (unit: string) =>
    unit === '\t' || (unit >= ' ' && unit <= '~') || (unit >= '\x80' && unit <= '\xff');

  test('Latin-1 without controls', () => {
    expect(everyUnit.filter((unit) => isFieldValue(`a${unit}b`))).toEqual(everyUnit.filter(allowed));
  });

  test.each(['a\r\nset-cookie: b', 'a\n', '\r', '조회', 'a\0', '\x7f', 1, null, undefined, ['a']])(
    'never %j',
    (value) => {
      expect(isFieldValue(value)).toBe(false);
    },
  );

  test('a name is a token', () => {
    const names = everyUnit.filter((unit) => isToken(`a${unit}`)).join('');
    expect(names).toBe("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");
    expect(['', 'a b', 'a:', '헤더', 'a\n', 1, null].filter(isToken)).toEqual([]);
  });
});

test('extra headers have their names in lower case', () => {
  expect(extraHeaders({ 'X-Trace': '1', vary: 'Origin' }, 400)).toEqual({ 'x-trace': '1', vary: 'Origin' });
});

test.each([
  'connection',
  'content-encoding',
  'content-length',
  'content-range',
  'Content-Type',
  'etag',
  'keep-alive',
  'Location',
  'retry-after',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])('the header %s is decided by the standard or by HTTP, under any status', (name) => {
  for (const status of [302, 400, 405, 503]) {
    expect(mistakeOf(() => extraHeaders({ [name]: '1' }, status))).toBe(
      `TypeError: the standard decides the header ${name}; leave it out of headers`,
    );
  }
});

test('Allow may be given with 405 alone', () => {
  expect(extraHeaders({ Allow: 'GET' }, 405)).toEqual({ allow: 'GET' });
  for (const status of [302, 400, 404, 406, 500])
    expect(() => extraHeaders({ Allow: 'GET' }, status)).toThrow(TypeError);
});
