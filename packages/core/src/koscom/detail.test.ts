import fc from 'fast-check';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { type KoscomCode, KoscomError, koscom } from '../index.js';
import { toReply } from '../to-reply.js';

const standard = koscom({ category: 'SAMSUNG' });
const facts = codesOf('koscom').filter(({ rule }) => rule !== 'result');
const templates = facts.filter(({ rule }) => rule === 'template');
const counting: readonly unknown[] = [6005, 6006];

const make = (code: unknown, options?: unknown) =>
  new KoscomError(code as 5006, options as { detail: string });
const messageOf = (error: KoscomError): string =>
  JSON.parse(toReply(error, requestOf(), standard).body as string).message;

test('the codes that need a detail are those of the document', () => {
  expect(templates.map(({ code }) => code)).toEqual([5004, 5005, 5006, 5007, 6004, 6005, 6006, 7000]);
});

describe.each(templates)('$code', ({ code, text }) => {
  test.each([undefined, {}, { detail: undefined }, { description: 'a' }])(
    'cannot be built with %j',
    (options) => {
      expect(() => make(code, options)).toThrow(
        new TypeError(
          `koscom ${code}: this code needs the option detail: new KoscomError(${code}, { detail: … })`,
        ),
      );
    },
  );

  test.each([0, 1, 90, 123456789])('%d stands in the text', (detail) => {
    const error = make(code, { detail });
    expect(messageOf(error)).toBe(text.replace('{detail}', String(detail)));
    expect(error.message).toBe(messageOf(error));
    expect(error.options).toEqual({ detail });
  });
});

describe.each(templates.filter(({ code }) => !counting.includes(code)))(
  '$code takes a reason',
  ({ code, text }) => {
    const [before, after] = text.split('{detail}');

    test.each(['계좌 별칭이 너무 김', '$&', '[a]', 'a "b" \\', 'a\r\nb', 'a\u0000b', '{code}', '😀'])(
      '%j, as it is given',
      (detail) => {
        expect(messageOf(make(code, { detail }))).toBe(`${before}${detail}${after}`);
      },
    );

    test('whatever it holds, the body stays one line of JSON', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (reason, description) => {
          const { body } = toReply(make(code, { detail: `a${reason}`, description }), requestOf(), standard);
          expect(body).not.toMatch(/[\r\n]/);
          expect(JSON.parse(body as string).message).toBe(`${before}a${reason}${after}`);
        }),
      );
    });

    test.each(['', ' ', '\n', Number.NaN, Number.POSITIVE_INFINITY, null, {}, ['a'], true])(
      'not %p',
      (detail) => {
        expect(() => make(code, { detail })).toThrow(
          new TypeError(`koscom ${code}: detail must be a number or a reason`),
        );
      },
    );
  },
);

describe.each(counting)('%s takes a whole number', (code) => {
  test.each(['90', '', -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, null, 90n])(
    'not %p',
    (detail) => {
      expect(() => make(code, { detail })).toThrow(
        new TypeError(`koscom ${code}: detail must be a whole number from 0 on`),
      );
    },
  );
});

describe.each(facts.filter(({ rule }) => rule !== 'template'))('$code does not have a detail', ({ code }) => {
  test('and refuses one', () => {
    expect(() => make(code, { detail: 'a' })).toThrow(
      new TypeError(`koscom ${code}: this code does not have a detail; leave it out`),
    );
  });
});

describe('the company’s name', () => {
  const isCompanys = ({ surface }: { surface: string }) => surface.startsWith('company');

  test.each(facts.filter(isCompanys))('$code may have it', ({ code, rule }) => {
    const category = 'SAMSUNG';
    const options = rule === 'template' ? { category, detail: 1 } : { category };
    expect(make(code, options).options).toEqual(options);
  });

  test.each(facts.filter((fact) => !isCompanys(fact)))('$code is not a company’s', ({ code }) => {
    expect(() => make(code, { category: 'SAMSUNG' })).toThrow(
      new TypeError(`koscom ${code}: only codes from 4000 on have a category; leave it out`),
    );
  });

  test.each(['SAMSUNG', 'CO-OP-BANK'])('%j is a company', (category) => {
    expect(make(4001, { category }).options).toEqual({ category });
  });

  test.each(['', ' ', 'op-apim', 'op-exco', 'a\nb', 1, null])('not %j', (category) => {
    expect(() => make(4001, { category })).toThrow(
      new TypeError("koscom 4001: category must be a company's name, for example SAMSUNG"),
    );
  });
});

test('a description is a string', () => {
  const changed = Object.defineProperty(make(404), 'options', { value: { description: ['secret'] } });
  expect(toReply(changed, requestOf(), standard)).toStrictEqual(toReply(make(404), requestOf(), standard));
  expect(() => make(404, { description: 1 })).toThrow(
    new TypeError('koscom 404: description must be a string'),
  );
});

test('the example code 9011 of the document, and the 200 of its last table, are not codes', () => {
  for (const code of [9011, 200]) expect(() => new KoscomError(code as KoscomCode & 404)).toThrow(RangeError);
});
