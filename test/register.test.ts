import { readFileSync } from 'node:fs';
import { register } from '../docs/generate-register.js';
import { silent } from '../docs/readings.js';
import { tableOf } from './support/spec.js';

test('docs/register.md is current: npm run register writes it', () => {
  expect(readFileSync(new URL('../docs/register.md', import.meta.url), 'utf8')).toBe(register());
});

test.each(Object.keys(tableOf('failures')[0] ?? {}).filter((column) => column !== 'kind'))(
  'the register marks as chosen what spec/failures.tsv marks: %s',
  (column) => {
    const marked = tableOf('failures').filter((row) => row[column]?.endsWith(' *'));
    expect(silent[column]).toEqual(marked.map(({ kind }) => kind));
  },
);

/** Where each table of failures is written: the folder, and the name of its constant. */
const sources: Readonly<Record<string, readonly [folder: string, name: string]>> = {
  mydata: ['mydata', 'apiFailures'],
  'mydata-token': ['mydata', 'tokenFailures'],
  'mydata-authorize': ['mydata', 'authorizeFailures'],
  'koscom (op-apim, op-auth)': ['koscom', 'platformFailures'],
  'koscom (op-exco)': ['koscom', 'companyLinkFailures'],
  'koscom (company)': ['koscom', 'companyFailures'],
  vasp: ['codevasp', 'vaspFailures'],
  'code-api': ['codevasp', 'codeApiFailures'],
  scienceon: ['scienceon', 'failures'],
  kakao: ['kakao', 'failures'],
  'kakao-developers': ['kakao', 'developersFailures'],
  'problem-details': ['problem-details', 'failures'],
};

test.each(Object.keys(silent))(
  'the register marks as chosen what failures.ts says is chosen: %s',
  (column) => {
    const [folder, name] = sources[column] ?? [];
    const file = readFileSync(new URL(`../packages/core/src/${folder}/failures.ts`, import.meta.url), 'utf8');
    const table = file.slice(file.indexOf(`export const ${name} = `)).split('} as const')[0] ?? '';
    const chosen = [...table.matchAll(/\/\/ chosen: .+\n\s+'?([a-z-]+)'?: /g)].map(([, kind]) => kind);
    expect(chosen).toHaveLength(table.split('// chosen').length - 1);
    expect(silent[column]).toEqual(chosen);
  },
);
