import fc from 'fast-check';

const sign = fc.constantFrom(
  '가',
  '§',
  '힣',
  ' ',
  '\n',
  '\r',
  '😀',
  '\ud83d',
  '\udc00',
  '"',
  '\\',
  '<',
  '&',
  ']]>',
  '\0',
  '\u2028',
  '$&',
);

/** Any text: what is markup somewhere, what a character set lacks, what is too long. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.string({ unit: sign, maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '가'.repeat(150),
    '가'.repeat(151),
    `${'가'.repeat(149)}ab😀`,
    'a'.repeat(100_000),
  ),
);
