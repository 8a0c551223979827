/** The packages as npm delivers them: packed, installed in an empty project, loaded and type-checked there. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build } from 'esbuild';
import { publint } from 'publint';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;

const packages = readdirSync('packages')
  .map((name) => `packages/${name}`)
  .filter((folder) => existsSync(`${folder}/package.json`))
  .map((folder) => ({ folder, ...manifestOf(folder) }))
  .filter((each) => each.private !== true)
  .map((each) => ({
    ...each,
    tarball: `${each.name.slice(1).replace('/', '-')}-${each.version}.tgz`,
    entries: Object.keys(each.exports)
      .filter((entry) => entry !== './package.json')
      .map((entry) => each.name + entry.slice(1)),
  }));
const entries = packages.flatMap((each) => each.entries);
const coreEntries = entries.filter((entry) => /^@oryu\/core(?!\/(node|fetch)$)/.test(entry));

const typescripts = { '5.4': '5.4.5', '5.9': '5.9.3', '6': '6.0.3', '7': '7.0.2' };
// One resolution checks every declaration there is; the others what the consumer uses of them.
const resolutions = {
  node16: ['--module', 'node16', '--skipLibCheck', 'all.mts', 'all.cts'],
  nodenext: ['--module', 'nodenext', 'all.mts', 'all.cts'],
  bundler: ['--module', 'esnext', '--skipLibCheck', 'all.mts'],
  node10: ['--module', 'commonjs', '--skipLibCheck', 'root.ts'],
};

const consumer = `
import { isProviderError, MyDataError, mydata, type Reply, toReply } from '@oryu/core';
import { providerErrors } from '@oryu/express';

const request = { method: 'GET', url: '/', header: () => undefined };
export const reply: Reply = toReply(new MyDataError(40305), request, mydata());
export const code: 40305 = new MyDataError(40305).code;
export const [onUnanswered, onError] = providerErrors(mydata());
export const status = (thrown: unknown): number => (isProviderError(thrown) ? thrown.status : 500);
// @ts-expect-error
new MyDataError(49999);
// @ts-expect-error
reply.status = 'a text, which is an error only where the declarations were read';
`;

let folder: string;
const inFolder = (...path: string[]) => join(folder, ...path);

async function run(command: string, args: string[], cwd = '.'): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { cwd, maxBuffer: 2 ** 26 }).catch(
    (failed: { stdout: string; stderr: string; message: string }) => {
      throw new Error([failed.message, failed.stdout, failed.stderr].join('\n'));
    },
  );
  return stdout;
}

async function install(project: string, ...names: string[]): Promise<void> {
  await mkdir(inFolder(project));
  await writeFile(inFolder(project, 'package.json'), '{}');
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  await run('npm', ['install', ...options, ...names], inFolder(project));
}

/** The version that this repository itself has installed, so that nothing new has to be fetched. */
const installed = (name: string) => `${name}@${manifestOf(`node_modules/${name}`).version}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oryu-packages-'));
  const workspaces = packages.flatMap((each) => ['-w', each.folder]);
  await run('npm', ['pack', ...workspaces, '--pack-destination', folder, '--loglevel=error']);
  const core = inFolder(packages.find(({ name }) => name === '@oryu/core')?.tarball ?? '');
  const peers = new Set(packages.flatMap((each) => Object.keys(each.peerDependencies ?? {})));
  await Promise.all([
    install(
      'consumer',
      ...packages.map(({ tarball }) => inFolder(tarball)),
      ...[...peers, '@types/node'].filter((name) => !name.startsWith('@oryu/')).map(installed),
      ...Object.entries(typescripts).map(([name, version]) => `typescript-${name}@npm:typescript@${version}`),
    ),
    install('first', core),
    install('second', core),
  ]);
  const imports = entries.map((entry, index) => `export * as entry${index} from '${entry}';\n`).join('');
  await writeFile(inFolder('consumer', 'root.ts'), consumer);
  await writeFile(inFolder('consumer', 'all.mts'), consumer + imports);
  await writeFile(inFolder('consumer', 'all.cts'), consumer + imports);
  await writeFile(
    inFolder('first', 'entries.mts'),
    coreEntries.map((entry, index) => `export * as entry${index} from '${entry}';\n`).join(''),
  );
}, 180_000);

afterAll(() => rm(folder, { recursive: true }));

describe.each(packages)('$name', ({ name, tarball, entries }) => {
  let files: string[];
  const packed = (file: string) => readFile(inFolder('consumer', 'node_modules', name, file), 'utf8');

  beforeAll(async () => {
    const listed = await run('tar', ['-tzf', inFolder(tarball)]);
    files = listed
      .trim()
      .split('\n')
      .map((file) => file.replace('package/', ''));
  });

  test('carries built files, their source maps, LICENSE, README and package.json, and nothing else', async () => {
    const rest = files.filter((file) => !/^dist\/[\w.-]+\.(js|cjs|d\.ts|d\.cts)(\.map)?$/.test(file));
    expect(rest.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    for (const file of files) {
      const map = /\n\/\/# sourceMappingURL=(.+)$/.exec(await packed(file))?.[1];
      if (map !== undefined) expect(files).toContain(`dist/${map}`);
      if (!/js\.map$/.test(file)) continue;
      const { sources, sourcesContent } = JSON.parse(await packed(file)) as Record<string, unknown[]>;
      expect(sourcesContent).toEqual(sources?.map(() => expect.any(String)));
    }
  });

  test('has nothing that publint finds wrong', async () => {
    const data = await readFile(inFolder(tarball));
    const { messages } = await publint({ pack: { tarball: new Uint8Array(data).buffer }, strict: true });
    expect(messages).toEqual([]);
  });

  test('has types that are right in every module resolution', async () => {
    const analysis = await checkPackage(
      createPackageFromTarballData(new Uint8Array(await readFile(inFolder(tarball)))),
    );
    // The resolution of the time before `exports` knows the root entry only.
    const problems = (analysis.types === false ? ['no types'] : analysis.problems).filter(
      (problem) =>
        !(
          typeof problem === 'object' &&
          problem.kind === 'NoResolution' &&
          problem.resolutionKind === 'node10' &&
          problem.entrypoint !== '.'
        ),
    );
    expect(problems).toEqual([]);
  });

  test.each(entries)('%s gives import and require the same names', async (entry) => {
    const print = 'console.log(JSON.stringify(Object.keys(entry).sort()))';
    const [imported, required] = await Promise.all([
      run(
        process.execPath,
        ['--input-type=module', '-e', `import * as entry from '${entry}'; ${print}`],
        inFolder('consumer'),
      ),
      run(
        process.execPath,
        ['--input-type=commonjs', '-e', `const entry = require('${entry}'); ${print}`],
        inFolder('consumer'),
      ),
    ]);
    expect(JSON.parse(imported)).not.toEqual([]);
    expect(JSON.parse(required)).toEqual(JSON.parse(imported));
  });
});

describe('@oryu/core', () => {
  const bundle = async (contents: string): Promise<string> => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: inFolder('consumer') },
      bundle: true,
      write: false,
      platform: 'neutral',
      logLevel: 'silent',
    });
    return outputFiles[0]?.text ?? '';
  };

  test('depends on nothing', () => {
    const { dependencies, peerDependencies } = manifestOf('packages/core');
    expect({ dependencies, peerDependencies }).toEqual({});
  });

  // For a neutral platform no `node:` module can be resolved.
  test.each(coreEntries)('%s needs no module of Node', async (entry) => {
    await bundle(`export * from '${entry}'`);
    await bundle(`module.exports = require('${entry}')`);
  });

  test('needs Node in @oryu/core/node only', async () => {
    await expect(bundle("export * from '@oryu/core/node'")).rejects.toThrow('node:');
  });

  test('leaves out of a bundle the standards that are not imported', async () => {
    const one = await bundle("export { MyDataError } from '@oryu/core'");
    expect(one).toContain('MyDataError');
    expect(one).not.toContain('KoscomError');
    expect(await bundle("export { KoscomError } from '@oryu/core'")).not.toContain('MyDataError');
  });

  test('knows its errors across two installed copies, and across import and require', async () => {
    const copies = ['first/core.mjs', 'first/core.cjs', 'second/core.mjs', 'second/core.cjs'];
    for (const copy of copies) {
      const line = copy.endsWith('.mjs')
        ? "export * from '@oryu/core'"
        : "module.exports = require('@oryu/core')";
      await writeFile(inFolder(copy), line);
    }
    const script = `
      const copies = await Promise.all(${JSON.stringify(copies)}.map((copy) => import('./' + copy)));
      const request = { method: 'GET', url: '/', header: () => undefined };
      const pairs = copies.flatMap(({ MyDataError }) => copies.map((other) => {
        const error = new MyDataError(40305);
        const { status, body } = other.toReply(error, request, other.mydata());
        return [other.isProviderError(error), error instanceof other.MyDataError, status, JSON.parse(body).rsp_code];
      }));
      console.log(JSON.stringify([new Set(copies.map(({ MyDataError }) => MyDataError)).size, pairs]));
    `;
    await writeFile(inFolder('identity.mjs'), script);
    const [classes, pairs] = JSON.parse(await run(process.execPath, [inFolder('identity.mjs')]));
    expect(classes).toBe(copies.length);
    expect(pairs).toEqual(Array(copies.length ** 2).fill([true, true, 403, '40305']));
  });
});

/** TypeScript before 5.8 knows no `require` of an ES module, which NestJS 12 is: declarations for CommonJS need a newer one. */
const requiresNest12 = /^node_modules\/@oryu\/nest\/dist\/[\w.-]+\.d\.cts.*TS1479/;

describe.each(Object.keys(typescripts))('TypeScript %s', (typescript) => {
  /** What it finds wrong in the project, and in our declarations; those of others are theirs. */
  const check = async (project: string, ...options: string[]): Promise<string[]> => {
    const compiler = inFolder('consumer/node_modules', `typescript-${typescript}`, 'bin/tsc');
    const all = [compiler, '--noEmit', '--strict', '--pretty', 'false', ...options];
    const output = await run(process.execPath, all, inFolder(project)).catch(({ message }: Error) => message);
    const found = output.split('\n').filter((line) => line.includes('error TS'));
    if (found.length === 0 && output !== '') throw new Error(output);
    return found
      .filter((line) => !line.startsWith('node_modules/') || line.startsWith('node_modules/@oryu/'))
      .filter((line) => !(typescript === '5.4' && requiresNest12.test(line)));
  };

  // TypeScript 7 has removed the resolution that TypeScript 6 calls deprecated.
  const known = Object.entries(resolutions).filter(([name]) => name !== 'node10' || typescript !== '7');

  test.concurrent.each(known)(
    'reads the declarations under %s',
    async (name, options) => {
      const deprecated = name === 'node10' && typescript === '6' ? ['--ignoreDeprecations', '6.0'] : [];
      const module = ['--target', 'es2022', '--moduleResolution', name, ...options, '--types', 'node'];
      expect(await check('consumer', ...module, ...deprecated)).toEqual([]);
    },
    120_000,
  );

  test.concurrent('reads those of @oryu/core without the types of Node or a browser', async () => {
    expect(await check('first', '--module', 'nodenext', '--lib', 'es2022', 'entries.mts')).toEqual([]);
  }, 120_000);
});
