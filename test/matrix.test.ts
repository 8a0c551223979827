import { readFileSync } from 'node:fs';
import { conformanceCases } from '@oryu/testing';
import { honoOnNodeServer1 } from './harnesses/hono.js';
import { harnesses } from './harnesses/index.js';
import { frameworks } from './matrix/frameworks.js';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

test('every standard is answered by every framework', () => {
  const cannot = Object.values(harnesses).flatMap((each) =>
    each.flatMap(({ cannot }) => Object.keys(cannot)),
  );
  expect(cannot.filter((name) => name.startsWith('every code of '))).toEqual([]);
});

test('every binding has its frameworks in the matrix', () => {
  const bindings = frameworks.map(({ binding }) => binding.replace('@oryu/', ''));
  expect(new Set(bindings)).toEqual(new Set(['core', ...Object.keys(harnesses)]));
});

test('a harness for old versions alone names only cases of the suite', () => {
  expect(conformanceCases.map(({ name }) => name)).toEqual(
    expect.arrayContaining(Object.keys(honoOnNodeServer1.cannot)),
  );
});

test.each(frameworks.filter(({ packages }) => packages.length > 0))(
  'the oldest version of $id is the one that the binding requires',
  ({ title, platform, binding, packages }) => {
    const { peerDependencies } = JSON.parse(read(`packages/${binding.replace('@oryu/', '')}/package.json`));
    const [, asked = ''] = /^(?:>=|\^)([\d.]+)/.exec(peerDependencies[packages[0] as string]) ?? [];
    const first = frameworks.find((each) => each.title === title && each.platform === platform);
    expect(first?.versions[0]).toBe([...asked.split('.'), '0', '0'].slice(0, 3).join('.'));
  },
);
