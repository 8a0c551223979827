import fc from 'fast-check';
import { isAH, repertoire } from '../../../../test/support/ks-x-1001.js';
import { requestOf } from '../../../../test/support/request.js';
import { extendStandard } from '../define-standard.js';
import { MyDataError, MyDataTokenError, mydata, mydataToken } from '../index.js';
import { toReply } from '../to-reply.js';
import { ahText } from './text.js';

const sent = (text: string) => ahText(text, 'fallback');

describe('the repertoire', () => {
  const everyUnit = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
  // Between letters, for a space alone is no text.
  const left = everyUnit.filter((unit) => sent(`a${unit}a`) === `a${unit}a`);

  test('is printable ASCII and the 8,224 characters of KS X 1001', () => {
    expect(left).toHaveLength(95 + 8224);
    expect(left).toEqual([...repertoire]);
  });

  test.each([
    ['가', 'the first syllable'],
    ['힝', 'the last syllable'],
    ['ㄱ', 'a letter'],
    ['ㅿ', 'an old letter'],
    ['ㅤ', 'the filler, U+3164'],
    ['伽', 'the first hanja'],
    ['詰', 'the last hanja'],
    ['樂', 'a hanja read in another way, U+F914'],
    ['―', 'the horizontal bar, U+2015'],
    ['·', 'the middle dot'],
    ['\u00ad', 'the soft hyphen'],
    ['\u3000', 'the ideographic space'],
    ['℃', 'a unit'],
    ['￦', 'the full-width won'],
    ['①', 'a circled digit'],
    ['あ', 'kana'],
    ['Я', 'Cyrillic'],
    ['Ω', 'Greek'],
    ['￣', 'the overline'],
    ['~', 'the tilde'],
  ])('has %s: %s', (character) => {
    expect(sent(`a${character}`)).toBe(`a${character}`);
  });

  test.each([
    ['똠', 'a syllable of CP949 alone'],
    ['믜', 'another'],
    ['–', 'the en dash, U+2013'],
    ['—', 'the em dash, U+2014'],
    ['€', 'the euro, added in 1998'],
    ['®', 'the registered sign, added in 1998'],
    ['₩', 'the half-width won'],
    ['\ue000', 'private use, the first'],
    ['\uf8ff', 'private use, the last'],
    ['é', 'Latin-1'],
    ['\u00a0', 'the no-break space'],
    ['\u200b', 'the zero-width space'],
    ['\ufeff', 'the byte order mark'],
    ['\ufffd', 'the replacement character'],
    ['\uffff', 'a noncharacter'],
    ['\t', 'the tab'],
    ['\0', 'NUL'],
    ['\x1b', 'ESC'],
    ['\x7f', 'DEL'],
    ['\u0085', 'a control of Latin-1'],
    ['\u1100', 'a conjoining letter'],
    ['😀', 'an emoji, a pair of surrogates'],
    ['𠀀', 'a hanja beyond the BMP'],
    ['\ud83d', 'a lone high surrogate'],
    ['\ude00', 'a lone low surrogate'],
  ])('does not have %j: %s', (character) => {
    expect(sent(`a${character}b`)).toBe('a?b');
  });

  test.each([
    ['😀😀', '??'],
    ['\ud83d\ud83d', '??'],
    ['\ude00\ud83d', '??'],
    ['\ud83d\ud83d\ude00', '??'],
    ['\ud83d가', '?가'],
    ['가\ude00', '가?'],
    ['👨‍👩‍👧', '?????'],
  ])('each character of %j beyond it is one ?', (text, result) => {
    expect(sent(text)).toBe(result);
  });
});

test.each([
  ['a\nb', 'a b'],
  ['a\rb', 'a b'],
  ['a\r\nb', 'a b'],
  ['a\n\rb', 'a  b'],
  ['a\r\r\nb', 'a  b'],
  ['a\n\nb', 'a  b'],
  ['a\u2028b', 'a b'],
  ['a\u2029b', 'a b'],
  ['a\r', 'a '],
])('a line break is a space: %j', (text, result) => {
  expect(sent(text)).toBe(result);
});

describe('450 bytes of UTF-8 at most, never cut inside a character', () => {
  test.each([
    ['1 byte', 'a'.repeat(451), 'a'.repeat(450)],
    ['450 bytes', 'a'.repeat(450), 'a'.repeat(450)],
    ['2 bytes', '§'.repeat(226), '§'.repeat(225)],
    ['2 bytes, one left', `a${'§'.repeat(225)}`, `a${'§'.repeat(224)}`],
    ['3 bytes', '가'.repeat(151), '가'.repeat(150)],
    ['3 bytes, one left', `aa${'가'.repeat(150)}`, `aa${'가'.repeat(149)}`],
    ['3 bytes, two left', `a${'가'.repeat(150)}`, `a${'가'.repeat(149)}`],
    ['text after the cut is left out', `${'가'.repeat(149)}aa가b`, `${'가'.repeat(149)}aa`],
    ['? is 1 byte', '😀'.repeat(451), '?'.repeat(450)],
    ['a break at the end', `${'a'.repeat(449)}\r\n가`, `${'a'.repeat(449)} `],
    ['megabytes', '가나다'.repeat(2 ** 20), '가나다'.repeat(50)],
  ])('%s', (_, text, result) => {
    expect(sent(text)).toBe(result);
    expect(Buffer.byteLength(result)).toBeLessThanOrEqual(450);
  });
});

describe('never empty', () => {
  const nothingToRead = [
    '',
    ' ',
    '\n',
    '\r\n \n',
    '\u2028',
    '\u3000 \u3000',
    ' '.repeat(500),
    `${' '.repeat(450)}text`,
  ];

  test.each(nothingToRead)('the default text replaces %j', (message) => {
    expect(sent(message)).toBe('fallback');
    const { body } = toReply(new MyDataError(40001, message), requestOf(), mydata());
    expect(body).toBe('{"rsp_code":"40001","rsp_msg":"요청 파라미터가 올바르지 않습니다"}');
    const token = toReply(new MyDataTokenError('invalid_client', message), requestOf(), mydataToken());
    expect(token.body).toBe(
      '{"error":"invalid_client","error_description":"클라이언트를 인증할 수 없습니다"}',
    );
  });

  test.each([
    ['a row without a text', {}, '?'],
    ['a row whose text is not AH either', { text: '점검—내일' }, '점검?내일'],
    ['a row whose text is blank', { text: '\n' }, '?'],
  ])('%s is not an exception', (_, row, text) => {
    const { standard, error } = extendStandard(mydata, { codes: { 50010: { status: 500, ...row } } });
    for (const message of [undefined, ...nothingToRead]) {
      expect(toReply(new error(50010, message), requestOf(), standard()).body).toBe(
        `{"rsp_code":"50010","rsp_msg":"${text}"}`,
      );
    }
  });
});

test('a text that the document fixes is sent as it is', () => {
  const row = { status: 500, text: '점검—내일', fixed: true } as const;
  const { standard, error } = extendStandard(mydata, { codes: { 50010: row } });
  expect(toReply(new error(50010), requestOf(), standard()).body).toBe(
    '{"rsp_code":"50010","rsp_msg":"점검—내일"}',
  );
});

test('a text of the settings keeps to AH(450) too', () => {
  const standard = mydata({ texts: { 40001: `첫 줄\n—${'가'.repeat(200)}`, 40002: '\u200b' } });
  const textOf = (code: 40001 | 40002) => toReply(new MyDataError(code), requestOf(), standard).body;
  // '첫 줄 ?' takes 9 bytes, which leaves room for 147 syllables.
  expect(textOf(40001)).toBe(`{"rsp_code":"40001","rsp_msg":"첫 줄 ?${'가'.repeat(147)}"}`);
  expect(textOf(40002)).toBe('{"rsp_code":"40002","rsp_msg":"?"}');
});

test('any text: within the repertoire, 450 bytes, not blank, and unchanged the second time', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 700 }),
    fc.string({
      unit: fc.constantFrom('가', '§', 'a', ' ', '\n', '\r', '😀', '\ud83d', '—', '\u3000'),
      maxLength: 700,
    }),
  );
  fc.assert(
    fc.property(text, (any) => {
      const result = sent(any);
      expect(isAH(result)).toBe(true);
      expect(sent(result)).toBe(result);
    }),
    { numRuns: 2000 },
  );
});
