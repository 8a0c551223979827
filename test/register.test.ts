import { readFileSync } from 'node:fs';
import { register } from '../docs/generate-register.js';
import { silent } from '../docs/readings.js';
import { tableOf } from './support/spec.js';

test('docs/register.md is current: npm run register writes it', () => {
  expect(readFileSync(new URL('../docs/register.md', import.meta.url), 'utf8')).toBe(register());
});

test.each(Object.keys(tableOf('failures')[0] ?? {}).filter((column) => column !== 'kind'))(
  'what is said to be silent is what spec/failures.tsv marks: %s',
  (column) => {
    const marked = tableOf('failures').filter((row) => row[column]?.endsWith(' *'));
    expect(silent[column.replace(/ \(.*/, '')]).toEqual(marked.map(({ kind }) => kind));
  },
);
