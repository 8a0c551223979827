import { mistakeOf } from '../../../test/support/mistake.js';
import { requestOf } from '../../../test/support/request.js';
import { TinyError, tiny } from '../../../test/support/tiny-standard.js';
import {
  MyDataAuthorizeError,
  MyDataError,
  MyDataTokenError,
  mydata,
  mydataAuthorize,
  mydataToken,
} from './index.js';
import { toReply } from './to-reply.js';

/** As plain JavaScript calls it: with anything. */
type Any = (...args: readonly unknown[]) => unknown;
const both = (Class: unknown, ...args: readonly unknown[]) => {
  const [called, made] = [
    mistakeOf(() => (Class as Any)(...args)),
    mistakeOf(() => Reflect.construct(Class as Any, args)),
  ];
  expect(made).toBe(called);
  return called;
};

describe('a code that the standard does not have', () => {
  const codes = [...mydata().codes.keys()].join(', ');

  test.each([
    [49999, '49999'],
    [40399, '40399'],
    [-40305, '-40305'],
    [40305.5, '40305.5'],
    [Number.NaN, 'NaN'],
    ['invalid_request', '"invalid_request"'],
    ['', '""'],
    ['__proto__', '"__proto__"'],
    ['constructor', '"constructor"'],
    ['toString', '"toString"'],
    [undefined, 'undefined'],
    [null, 'null'],
    [true, 'true'],
    [40305n, '40305'],
    [[40305], '[object]'],
    [{}, '[object]'],
    [Object.create(null), '[object]'],
    [{ toString: 1 }, '[object]'],
    [() => 40305, '[function]'],
    ['a'.repeat(65), `"${'a'.repeat(64)}"`],
    [Symbol('40305'), 'Symbol(40305)'],
  ])('%p is refused with the codes there are', (code, text) => {
    expect(both(MyDataError, code)).toBe(
      `RangeError: mydata has no code ${text}; its codes are ${codes} (extendStandard adds codes)`,
    );
  });

  test.each([...mydata().codes.keys()])('"%d" in a text is refused with the number to write', (code) => {
    expect(both(MyDataError, String(code))).toBe(
      `RangeError: mydata: the string "${code}" is not a code; write it as the number ${code}`,
    );
  });

  test('a word of another surface is not a code', () => {
    expect(both(MyDataTokenError, 'access_denied')).toMatch(
      /^RangeError: mydata-token has no code "access_denied"; /,
    );
    expect(both(MyDataAuthorizeError, 'invalid_grant')).toMatch(
      /^RangeError: mydata-authorize has no code "invalid_grant"; /,
    );
  });
});

describe('arguments that may not follow the code', () => {
  const names = 'message, cause, headers, retryAfter';

  test.each<[given: unknown, message: string]>([
    [1, 'the second argument must be a text or options'],
    [true, 'the second argument must be a text or options'],
    [() => {}, 'the second argument must be a text or options'],
    [Symbol('a'), 'the second argument must be a text or options'],
    [{ massage: 'a' }, `no option "massage"; the options are ${names}`],
    [{ status: 400 }, `no option "status"; the options are ${names}`],
    [{ callback: 'https://a.example' }, `no option "callback"; the options are ${names}`],
    [['a'], `no option "0"; the options are ${names}`],
    [{ message: 1 }, 'the text must be a string'],
    [{ message: null }, 'the text must be a string'],
    [{ message: ['a'] }, 'the text must be a string'],
    [{ retryAfter: 1 }, 'this code must not carry Retry-After; leave out retryAfter'],
    [{ headers: 'a: b' }, 'headers must be a plain object'],
    [{ headers: null }, 'headers must be a plain object'],
    [{ headers: [['a', 'b']] }, 'headers must be a plain object'],
    [{ headers: { 'a b': 'c' } }, '"a b" is not a header name'],
    [{ headers: { '': 'c' } }, '"" is not a header name'],
    [{ headers: { 헤더: 'c' } }, '"헤더" is not a header name'],
    [{ headers: { 'a\r\nb': 'c' } }, '"a\\r\\nb" is not a header name'],
    ...['b\r\nc: d', 'b\n', '한글', 'b\0', 1, undefined, ['b']].map((value): [unknown, string] => [
      { headers: { a: value } },
      'the header a must be printable Latin-1',
    ]),
    [
      { headers: { 'Content-Type': 'a' } },
      'the standard decides the header Content-Type; leave it out of headers',
    ],
    [
      { headers: { 'RETRY-AFTER': '1' } },
      'the standard decides the header RETRY-AFTER; leave it out of headers',
    ],
    [{ headers: { Allow: 'GET' } }, 'the standard decides the header Allow; leave it out of headers'],
  ])('%p', (given, message) => {
    expect(both(MyDataError, 40305, given)).toBe(`TypeError: mydata 40305: ${message}`);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '60', new Date(Number.NaN)])(
    'retryAfter %p is out of range',
    (retryAfter) => {
      for (const [Class, name, code] of [
        [MyDataError, 'mydata', 42901],
        [MyDataTokenError, 'mydata-token', 'temporarily_unavailable'],
      ]) {
        expect(both(Class, code, { retryAfter })).toBe(
          `RangeError: ${name} ${code}: retryAfter must be a number of seconds from 0 on, or a valid Date`,
        );
      }
    },
  );

  test.each([mydata, mydataToken, mydataAuthorize])('retryAfter of every other code of %p', (factory) => {
    const { id, codes } = factory();
    const Class = {
      mydata: MyDataError,
      'mydata-token': MyDataTokenError,
      'mydata-authorize': MyDataAuthorizeError,
    }[id];
    for (const [code, row] of codes) {
      expect(both(Class, code, { retryAfter: 1 })).toBe(
        row.retryable === true
          ? undefined
          : `TypeError: ${id} ${code}: this code must not carry Retry-After; leave out retryAfter`,
      );
    }
  });

  test.each(['invalid_client_id', 'invalid_redirection'])('a text of one’s own for %s', (code) => {
    const message = `TypeError: mydata-authorize ${code}: the document fixes the text of this code; leave out your text`;
    expect(both(MyDataAuthorizeError, code, 'mine')).toBe(message);
    expect(both(MyDataAuthorizeError, code, { message: 'mine' })).toBe(message);
  });

  test('an option that the standard alone sets when a failure becomes the error', () => {
    expect(both(MyDataError, 40001, { bare: 413 })).toBe(
      `TypeError: mydata 40001: no option "bare"; the options are ${names}`,
    );
    expect(both(MyDataAuthorizeError, 'access_denied', { direct: true })).toBe(
      `TypeError: mydata-authorize access_denied: no option "direct"; the options are ${names}, callback`,
    );
  });

  test('an option that the standard does not have, beside those of its own', () => {
    expect(both(MyDataAuthorizeError, 'access_denied', { callBack: 'https://a.example' })).toMatch(
      /^TypeError: mydata-authorize access_denied: no option "callBack"; the options are .*\bcallback\b/,
    );
    expect(both(TinyError, 'PLAIN', { details: 'a' })).toBe(
      `TypeError: tiny PLAIN: no option "details"; the options are ${names}, detail`,
    );
  });
});

describe('an option that a code needs', () => {
  const needed =
    'TypeError: tiny NEEDY: this code needs the option detail: new TinyError("NEEDY", { detail: … })';

  test.each([[], [undefined], [null], [{}], [{ detail: undefined }], [{ cause: new Error('a') }]])(
    'is missed in %p',
    (...given) => {
      expect(both(TinyError, 'NEEDY', ...given)).toBe(needed);
    },
  );

  test('is checked', () => {
    expect(both(TinyError, 'NEEDY', { detail: 90 })).toBe('TypeError: tiny NEEDY: detail must be a string');
    expect(both(TinyError, 'NEEDY', 'detail')).toBe(
      'TypeError: tiny NEEDY: the document fixes the text of this code; leave out your text',
    );
  });

  test('takes its place in the text, as it is', () => {
    for (const detail of ['', 'a', '$&', '{detail}', '한글']) {
      expect(toReply(new TinyError('NEEDY', { detail }), requestOf(), tiny()).body).toBe(
        `NEEDY lacks ${detail}`,
      );
    }
  });
});

describe('arguments that may follow the code', () => {
  test.each([
    [undefined],
    [null],
    [{}],
    [{ message: undefined, cause: undefined, headers: undefined, retryAfter: undefined }],
    [Object.create({ message: 'inherited' })],
    [{ headers: {} }],
  ])('%p says nothing', (given) => {
    const { body } = toReply((MyDataError as Any)(40305, given), requestOf(), mydata());
    expect(body).toBe('{"rsp_code":"40305","rsp_msg":"자산이 정상 상태가 아닙니다"}');
  });

  test('options are kept as they were when the error was made', () => {
    const headers: Record<string, string> = { 'X-A': '1' };
    const options = { message: '문구', headers };
    const error = new MyDataError(40305, options);
    options.message = 'changed';
    headers['X-A'] = 'changed\r\n';
    headers['x-b'] = 'added';
    const reply = toReply(error, requestOf(), mydata());
    expect(reply.body).toBe('{"rsp_code":"40305","rsp_msg":"문구"}');
    expect(reply.headers).toMatchObject({ 'x-a': '1' });
    expect('x-b' in reply.headers).toBe(false);
  });

  test('Allow, if the status is 405', () => {
    const error = new MyDataError(40501, { headers: { Allow: 'GET, HEAD' } });
    expect(toReply(error, requestOf(), mydata()).headers.allow).toBe('GET, HEAD');
  });
});
