import { ahText } from './text.js';

const sent = (text: string) => ahText(text, 'fallback');

describe('a letter that comes in parts is put together before the repertoire decides', () => {
  test.each([
    ['syllables of two and three letters', '가나 한글', '가나 한글'],
    ['a syllable and its last letter apart', '하\u11ab', '한'],
    ['kana with a sound mark', 'か\u3099', 'が'],
    ['Cyrillic with a mark', '\u0438\u0306', 'й'],
    ['a letter that is then outside of it', 'e\u0301', '?'],
    ['a mark alone', '\u0301', '?'],
    ['a letter and a mark that do not fit together', '가\u0301', '가?'],
    ['old letters that make no syllable', '\u1113', '?'],
  ])('%s', (_, text, expected) => {
    expect(sent(text)).toBe(expected);
    expect(sent(text.normalize('NFD'))).toBe(expected);
  });

  test('and a text as long as it may be is as long as it would be otherwise', () => {
    const text = '한글 '.repeat(200);
    expect(sent(text.normalize('NFD'))).toBe(sent(text));
    expect(new TextEncoder().encode(sent(text)).length).toBeGreaterThan(440);
  });
});

test('a whole character is not replaced by its equal', () => {
  // NFC makes U+00C5 of it, and of the hanja U+6A02: the first is outside the repertoire.
  expect(sent('\u212b')).toBe('\u212b');
  expect(sent('\uf914')).toBe('\uf914');
  expect(sent('\uf914 한\u11ab')).toBe(`\uf914 ${'한\u11ab'.normalize('NFC').replace('\u11ab', '?')}`);
});
