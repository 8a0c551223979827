/** `npm ci` warns of nothing, on any version of Node.js that is supported. */
import { readFileSync } from 'node:fs';
import { minVersion, satisfies } from 'semver';
import { nodes } from './matrix/frameworks.js';

interface Locked {
  readonly engines?: { readonly node?: string };
  readonly deprecated?: string;
  readonly hasInstallScript?: boolean;
}

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const { engines, allowScripts } = read('package.json');
const locked = Object.entries(read('package-lock.json').packages as Record<string, Locked>);

/** The oldest that is supported, and of each line the newest. */
const versions = [
  minVersion(engines.node)?.version ?? '',
  ...nodes.map((node) => [...node.split('.'), 999, 999].slice(0, 3).join('.')),
];

test('the oldest version is the one that the matrix begins with', () => {
  expect(engines.node).toBe(`>=${nodes[0]}`);
});

test.each(versions)('every package runs on Node.js %s', (version) => {
  const refused = locked.filter(([, { engines: asked }]) => !satisfies(version, asked?.node ?? '*'));
  expect(refused.map(([path, { engines: asked }]) => `${path}: ${asked?.node}`)).toEqual([]);
});

test('no package is deprecated', () => {
  const deprecated = locked.filter(([, each]) => each.deprecated !== undefined);
  expect(deprecated.map(([path, each]) => `${path}: ${each.deprecated}`)).toEqual([]);
});

// A script that runs on install can do anything; what is built or fetched there, these packages ship as packages.
test('no package runs a script on install: allowScripts in package.json says so of each that has one', () => {
  const scripts = locked.filter(([, each]) => each.hasInstallScript === true);
  const names = scripts.map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(allowScripts).toEqual(Object.fromEntries(names.map((name) => [name, false])));
});
