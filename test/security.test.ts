import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const rows = [
  ...readFileSync(new URL('SECURITY.md', root), 'utf8').matchAll(/^\| ([^|]+) \| .+ \| (`.+) \|$/gm),
];

/** What a threat is held by: a file, and words that stand in the name of a test of it. */
const held = rows.flatMap(([, threat, by = '']) =>
  [...by.matchAll(/`([^`]+)`: ([^;]+)/g)].map(
    ([, file = '', words = '']) => [threat, file, words.trim()] as const,
  ),
);

test('every threat of SECURITY.md names a test', () => {
  expect(rows.length).toBeGreaterThan(15);
  expect(new Set(held.map(([threat]) => threat))).toEqual(new Set(rows.map(([, threat]) => threat)));
});

test.each(held)('%s is held by a test of %s', (_threat, file, words) => {
  // Words that a line break of the source parts are joined again.
  const source = readFileSync(new URL(file, root), 'utf8').replace(/: +/g, ':').replace(/\s+/g, ' ');
  expect(source).toContain(words.replace(/: +/g, ':'));
});
