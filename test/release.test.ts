/** What changesets makes of a change, rehearsed on a copy of the manifests. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { published } from './support/published.js';

const changeset = resolve('node_modules/@changesets/cli/bin.js');

test('one change releases all packages together, and all that depends on them follows', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oryu-release-'));
  try {
    const nested = await Promise.all(
      ['packages', 'examples'].map(async (parent) =>
        (await readdir(parent)).map((name) => `${parent}/${name}/package.json`),
      ),
    );
    const manifests = ['package.json', 'benchmarks/package.json', ...nested.flat()];
    for (const file of [...manifests, '.changeset/config.json', 'package-lock.json']) {
      await mkdir(join(folder, dirname(file)), { recursive: true });
      await copyFile(file, join(folder, file)).catch(() => {});
    }
    await writeFile(join(folder, '.changeset/a.md'), "---\n'@oryu/express': minor\n---\n\nA change\n");
    await promisify(execFile)(process.execPath, [changeset, 'version'], { cwd: folder });

    const [major, minor] = (published[0]?.version ?? '').split('.').map(Number);
    const next = `${major}.${Number(minor) + 1}.0`;
    const read = async (file: string) => JSON.parse(await readFile(join(folder, file), 'utf8'));
    for (const { folder: each } of published) {
      expect(await read(`${each}/package.json`)).toMatchObject({ version: next });
    }
    for (const file of manifests) {
      const { dependencies = {} } = await read(file).catch(() => ({}));
      const asked = Object.entries(dependencies).filter(([name]) => name.startsWith('@oryu/'));
      expect(asked).toEqual(asked.map(([name]) => [name, next]));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
