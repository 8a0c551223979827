/** Projects of users: the packed packages installed beside a framework, and the conformance suite run there. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { conformanceCases } from '@oryu/testing';
import { build } from 'esbuild';
import type { Framework } from './frameworks.js';

const run = promisify(execFile);
const minute = 60_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
const reporter = new URL('reporter.mjs', import.meta.url).href;

/** Where all of it is. To be removed in the end. */
export const folder: string = await mkdtemp(join(tmpdir(), 'oryu-matrix-'));

/** The suite as a module of either kind. */
export const formats = { ESM: 'conformance.mjs', CommonJS: 'conformance.cjs' } as const;

/** Packs what is built, and tells the file of each package. */
export async function pack(): Promise<ReadonlyMap<string, string>> {
  const packing = ['pack', '--json', '--workspace=packages', '--pack-destination', folder];
  const { stdout } = await run('npm', packing, { cwd: root, maxBuffer: 2 ** 26 });
  const packed = JSON.parse(stdout) as { name: string; filename: string }[];
  return new Map(packed.map(({ name, filename }) => [name, join(folder, filename)]));
}

/** Makes a project that has nothing but what is named. */
async function install(name: string, packages: readonly string[]): Promise<string> {
  const project = join(folder, name);
  await mkdir(project);
  await writeFile(join(project, 'package.json'), '{}');
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...flags, ...packages], { cwd: project, timeout: 5 * minute });
  return project;
}

const versionIn = (project: string, name: string): string =>
  JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8')).version;

/** Returns where a release of Node.js is, and its exact version: this process, or what npm has. */
export async function nodeOf(
  release: string,
): Promise<{ readonly node: string; readonly nodeVersion: string }> {
  const { execPath, versions } = process;
  if (versions.node.startsWith(`${release}.`)) return { node: execPath, nodeVersion: versions.node };
  const project = await install(`node-${release}`, [`node@${release}`]);
  return { node: join(project, 'node_modules/node/bin/node'), nodeVersion: versionIn(project, 'node') };
}

/** Makes the project of one version of a framework, and tells where it is and which version it has. */
export async function projectOf(
  { id, title, platform, binding, packages, others, harness }: Framework,
  version: string,
  tarballs: ReadonlyMap<string, string>,
): Promise<{ readonly project: string; readonly name: string }> {
  const ours = new Set(['@oryu/core', '@oryu/testing', binding]);
  const project = await install(`${id}-${version}`, [
    ...[...ours].map((name) => tarballs.get(name) as string),
    ...packages.map((name) => `${name}@${version}`),
    ...others.map((name) => (name.indexOf('@', 1) > 0 ? name : `${name}@${versionIn(root, name)}`)),
  ]);
  const installed = packages.slice(0, 1).map((name) => versionIn(project, name));
  const name = [title, ...installed, ...(platform === undefined ? [] : ['on', platform])].join(' ');
  const contents = `
    import { describe, test } from 'node:test';
    import { describeConformance } from '@oryu/testing';
    ${harness(name)}
    describeConformance(harness, { describe, test });`;
  for (const file of Object.values(formats)) {
    await build({
      stdin: { contents, resolveDir: join(root, 'test/harnesses'), loader: 'ts' },
      outfile: join(project, file),
      format: file.endsWith('.mjs') ? 'esm' : 'cjs',
      platform: 'node',
      bundle: true,
      packages: 'external',
      // By the paths of tsconfig.json our own packages would be bundled.
      tsconfigRaw: '{}',
    });
  }
  return { project, name };
}

/** What came of a run. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What is to be said of it. */
  readonly failures: readonly string[];
}

/** A run that there was none of. */
export const noOutcome = (error: Error): Outcome => ({
  passed: 0,
  failed: conformanceCases.length,
  failures: [error.message],
});

interface Result {
  readonly name: string;
  readonly isCase: boolean;
  readonly failure?: string;
}

/** Runs the suite. A case of which node:test says nothing has failed. */
export async function conformance(node: string, project: string, file: string): Promise<Outcome> {
  const testing = ['--test', `--test-reporter=${reporter}`, file];
  const { stdout, stderr } = await run(node, testing, { cwd: project, timeout: 3 * minute }).catch(
    (failed: { stdout: string; stderr: string }) => failed,
  );
  const lines = stdout.split('\n').filter((line) => line !== '');
  const results = lines.map((line) => JSON.parse(line) as Result);
  const cases = results.filter(({ isCase }) => isCase);
  const passed = cases.filter(({ failure }) => failure === undefined).length;
  const failures = results.flatMap(({ name, failure }) =>
    failure === undefined ? [] : `${name}: ${failure}`,
  );
  const missing = conformanceCases.length - cases.length;
  if (missing > 0) failures.push(`${missing} cases have not ended\n${stderr}`);
  return { passed, failed: Math.max(conformanceCases.length - passed, failures.length), failures };
}
