import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, root), 'utf8');

/** The rows of the table whose last column says which tests hold them: files, and words of the name of a test. */
function rowsOf(document: string): { readonly what: string; readonly held: readonly [string, string][] }[] {
  const [, table = ''] = textOf(document).split(/^\| .* \| held by \|\n\|[-|]+\|\n/m);
  const rows = table.split('\n\n')[0]?.trim().split('\n') ?? [];
  return rows.map((row) => {
    const cells = row.split(' | ');
    return {
      what: cells[0]?.slice(2) ?? '',
      held: [...(cells.at(-1) ?? '').matchAll(/`([^`]+)`: ([^;|]+)/g)].map(([, file = '', words = '']) => [
        file,
        words.trim(),
      ]),
    };
  });
}

describe.each(['SECURITY.md', 'spec/field.md'])('%s', (document) => {
  const rows = rowsOf(document);

  test('names a test for every row', () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ held }) => held.length === 0)).toEqual([]);
  });

  test.each(rows.flatMap(({ what, held }) => held.map(([file, words]) => [what, file, words] as const)))(
    '%s is held by a test of %s',
    (_what, file, words) => {
      // Words that a line break of the source parts are joined again.
      const source = textOf(file).replace(/: +/g, ':').replace(/\s+/g, ' ');
      expect(source).toContain(words.replace(/: +/g, ':'));
    },
  );
});
