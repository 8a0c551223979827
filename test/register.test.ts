import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { failureColumnsOf } from './support/failure-columns.js';
import { failuresOf } from './support/spec.js';
import { standards } from './support/standards.js';

const columns = standards.flatMap((row) =>
  failureColumnsOf(row).map(({ name, answers }) => ({ ...row, name, answers })),
);

test.each(columns)(
  'packages/core/src/$folder/failures.ts marks the same choices as $spec: $name',
  async ({ name, answers, folder }) => {
    const path = `packages/core/src/${folder}/failures`;
    const tables: object = await import(`../${path}.js`);
    const [constant = ''] = Object.entries(tables).find(([, each]) => isDeepStrictEqual(each, answers)) ?? [];
    const file = readFileSync(new URL(`../${path}.ts`, import.meta.url), 'utf8');
    const source = file.slice(file.indexOf(`export const ${constant} = `)).split('} as const')[0] ?? '';
    const chosen = [...source.matchAll(/\/\/ chosen: .+\n\s+'?([a-z-]+)'?: /g)].map(([, kind]) => kind);
    expect(chosen).toHaveLength(source.split('// chosen').length - 1);
    expect(chosen).toEqual(failuresOf(name).flatMap(({ kind, isChosen }) => (isChosen ? [kind] : [])));
  },
);
