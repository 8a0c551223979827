/** The files that GitHub and editors read. Workflows cannot run here: `npm run check:workflows` lints them. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { nodes } from './matrix/frameworks.js';

interface Job {
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
  readonly steps?: readonly { readonly uses?: string; readonly run?: string; readonly with?: object }[];
}
interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly { readonly id: string; readonly type: string; readonly attributes: Attributes }[];
}
interface Attributes {
  readonly label: string;
  readonly description?: string;
}

const read = (file: string) => readFileSync(file, 'utf8');
const workflows = readdirSync('.github/workflows');
const jobs = workflows.flatMap((file) =>
  Object.values<Job>(parse(read(`.github/workflows/${file}`)).jobs).map((job) => ({ file, ...job })),
);
const steps = jobs.flatMap(({ file, steps = [] }) => steps.map((step) => ({ file, ...step })));

/** A text in both languages, Korean first. */
const bilingual = /^.*[가-힣].* \/ [^가-힣]*[a-z]/s;

describe('.github/workflows', () => {
  test('run on every version of Node.js that the matrix has', () => {
    const lists = jobs.flatMap(({ strategy }) => (strategy === undefined ? [] : [strategy.matrix.node]));
    expect(lists).toEqual(lists.map(() => nodes));
    expect(lists.length).toBe(2);
  });

  test('run scripts that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const texts = steps.flatMap((step) => [step.run ?? '', ...Object.values(step.with ?? {}).map(String)]);
    const named = texts.flatMap((text) => /^npm run ([\w:]+)/.exec(text)?.[1] ?? []);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
    expect(named).toEqual(expect.arrayContaining(['check', 'matrix', 'properties', 'release:publish']));
  });

  test('use actions by the tag of a major version', () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@v\d+$/.test(action))).toEqual([]);
  });
});

const forms = readdirSync('.github/ISSUE_TEMPLATE').filter((file) => file !== 'config.yml');

test.each(forms)('%s asks in Korean and in English', (file) => {
  const { name, description, body }: Form = parse(read(`.github/ISSUE_TEMPLATE/${file}`));
  const texts = body.flatMap(({ attributes }) => [attributes.label, attributes.description ?? []].flat());
  for (const text of [name, description, ...texts]) expect(text).toMatch(bilingual);
  expect(body.filter(({ type }) => !['input', 'textarea'].includes(type))).toEqual([]);
  expect(new Set(body.map(({ id }) => id)).size).toBe(body.length);
});

test('the pull-request template asks in Korean and in English', () => {
  const asked = read('.github/pull_request_template.md').match(/^(## |- \[ \] ).*/gm) ?? [];
  expect(asked.length).toBeGreaterThan(4);
  for (const line of asked.slice(1)) expect(line).toMatch(/[가-힣].*[a-z]/);
});

test('editors format as Biome does', () => {
  const { indentStyle, indentWidth, lineWidth } = JSON.parse(read('biome.json')).formatter;
  const lines = read('.editorconfig').split('\n');
  const biome = [
    `indent_style = ${indentStyle}`,
    `indent_size = ${indentWidth}`,
    `max_line_length = ${lineWidth}`,
  ];
  expect(lines).toEqual(expect.arrayContaining([...biome, 'end_of_line = lf', 'charset = utf-8']));
});
