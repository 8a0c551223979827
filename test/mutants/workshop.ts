import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Mutant } from './generate.js';

/** What noticed a mutant, if anything did. */
export type Outcome = 'tests' | 'types' | 'nothing';

/** Tests of packed packages, processes and time: they build first, or take minutes. */
const leftOut = ['test/packages', 'test/matrix', 'test/growth', 'examples/', 'test/readme', 'benchmarks/'];

/** A copy of the working tree, in which one mutant after the other is tried. */
export class Workshop {
  readonly #root = mkdtempSync(join(tmpdir(), 'mutants-'));
  #child: ChildProcess | undefined;

  constructor() {
    const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).split('\n').filter(Boolean);
    for (const file of files) cpSync(file, join(this.#root, file));
    symlinkSync(join(process.cwd(), 'node_modules'), join(this.#root, 'node_modules'));
    process.once('exit', () => {
      this.#child?.kill();
      rmSync(this.#root, { recursive: true });
    });
  }

  /**
   * Tries what is cheap first: the test of the file, the tests beside it, the type checker, the other tests that are
   * to notice it.
   */
  async try(mutant: Mutant): Promise<Outcome> {
    const path = join(this.#root, mutant.file);
    const original = readFileSync(path);
    writeFileSync(path, mutant.source);
    try {
      const folder = `${dirname(mutant.file)}/`;
      if (!(await this.#passes(jest([folder + basename(mutant.file, '.ts')])))) return 'tests';
      if (!(await this.#passes(jest([folder])))) return 'tests';
      if (!(await this.#passes(['node_modules/typescript/bin/tsc']))) return 'types';
      return (await this.#passes(jest(foldersOf(mutant.file), [folder]))) ? 'nothing' : 'tests';
    } finally {
      writeFileSync(path, original);
    }
  }

  /** A run that does not end counts as one that failed. */
  #passes(args: readonly string[]): Promise<boolean> {
    return new Promise((resolve) => {
      this.#child = spawn(process.execPath, args, { cwd: this.#root, stdio: 'ignore', timeout: 1_200_000 });
      this.#child.on('close', (code) => resolve(code === 0));
    });
  }
}

/** The tests that are to notice a change: those of its package and of the house; of a platform, those of its bindings. */
function foldersOf(file: string): string[] {
  const [, name, , platform = ''] = file.split('/');
  const bindings = ['express', 'fastify'].includes(platform) ? [platform, 'nest'] : readdirSync('packages');
  const packages = name === 'platforms' ? bindings.filter((binding) => binding !== 'core') : [name];
  return ['test/', ...packages.map((folder) => `packages/${folder}/`)];
}

function jest(patterns: readonly string[], done: readonly string[] = []): string[] {
  return [
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    ...patterns,
    '--bail',
    '--maxWorkers=1',
    '--passWithNoTests',
    ...[...leftOut, ...done].flatMap((pattern) => ['--testPathIgnorePatterns', pattern]),
  ];
}
