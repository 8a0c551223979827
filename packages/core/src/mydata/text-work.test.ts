import { ahText } from './text.js';

type Method = 'charCodeAt' | 'normalize' | 'replace' | 'trim' | 'slice';
const methods: readonly Method[] = ['charCodeAt', 'normalize', 'replace', 'trim', 'slice'];

/** How many characters the methods of strings are given to look at, and are asked for one by one. */
function workOf(act: () => unknown): number {
  const prototype = String.prototype as unknown as Record<Method, (...given: unknown[]) => unknown>;
  const originals = methods.map((name) => [name, prototype[name]] as const);
  let work = 0;
  for (const [name, method] of originals) {
    prototype[name] = function (this: string, ...given: unknown[]) {
      const result = method.apply(this, given);
      work += name === 'charCodeAt' ? 1 : name === 'slice' ? String(result).length : this.length;
      return result;
    };
  }
  try {
    act();
  } finally {
    for (const [name, method] of originals) prototype[name] = method;
  }
  return work;
}

ahText('the repertoire is read', '');

test.each([
  ['line breaks', '\n'],
  ['line breaks of two characters', '\r\n'],
  ['spaces', ' '],
  ['letters', 'a'],
  ['syllables', '가'],
  ['syllables in three parts', '\u1112\u1161\u11ab'],
  ['accents', '\u0301'],
  ['emoji', '😀'],
  ['lone surrogates', '\ud800'],
])('of 5 MB of %s no more is read than of 5 KB', (_, unit) => {
  const short = unit.repeat(5_000 / unit.length);
  const long = unit.repeat(5_000_000 / unit.length);
  expect(ahText(long, 'fallback')).toBe(ahText(short, 'fallback'));
  expect(workOf(() => ahText(long, 'fallback'))).toBeLessThanOrEqual(workOf(() => ahText(short, 'fallback')));
});
