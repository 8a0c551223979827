/** The packages as npm delivers them: packed, installed in an empty project, loaded and type-checked there. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build } from 'esbuild';
import { publint } from 'publint';
import { commonjs, consumer, resolutions, type TypeScript, typescripts } from './support/compilers.js';
import { manifestOf, published } from './support/published.js';
import { standards } from './support/standards.js';

const entries = published.flatMap((each) => each.entries);
const coreEntries = entries.filter((entry) => /^@oryu\/core(?!\/(node|fetch)$)/.test(entry));

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

/** The package of what is imported: `@oryu/core/node` is a part of `@oryu/core`. */
const packageOf = (specifier: string) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

/** The version that this repository itself has installed, so that nothing new has to be fetched. */
const installed = (name: string) => `${name}@${manifestOf(`node_modules/${name}`).version}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oryu-packages-'));
  await run('npm', ['pack', '--workspaces', '--pack-destination', folder, '--loglevel=error']);
  const core = inFolder(published.find(({ name }) => name === '@oryu/core')?.tarball ?? '');
  const peers = new Set(published.flatMap((each) => Object.keys(each.peerDependencies ?? {})));
  await Promise.all([
    install(
      'consumer',
      ...published.map(({ tarball }) => inFolder(tarball)),
      ...[...peers, '@types/node'].filter((name) => !name.startsWith('@oryu/')).map(installed),
      ...Object.entries(typescripts).map(([name, version]) => `typescript-${name}@npm:typescript@${version}`),
    ),
    install('first', core),
    install('second', core),
  ]);
  const imports = entries.map((entry, index) => `export * as entry${index} from '${entry}';\n`).join('');
  for (const file of ['all.ts', 'all.mts', 'all.cts']) {
    await writeFile(inFolder('consumer', file), consumer + imports);
  }
  await writeFile(
    inFolder('first', 'entries.mts'),
    coreEntries.map((entry, index) => `export * as entry${index} from '${entry}';\n`).join(''),
  );
}, 180_000);

afterAll(() => rm(folder, { recursive: true }));

describe.each(published)('$name', ({ name, tarball, entries }) => {
  let files: string[];
  const packed = (file: string) => readFile(inFolder('consumer', 'node_modules', name, file), 'utf8');

  beforeAll(async () => {
    const listed = await run('tar', ['-tzf', inFolder(tarball)]);
    files = listed
      .trim()
      .split('\n')
      .map((file) => file.replace('package/', ''));
  });

  test('contains only built files, LICENSE, README and package.json', () => {
    const rest = files.filter((file) => !/^dist\/[\w.-]+\.(js|cjs|d\.ts|d\.cts)$/.test(file));
    expect(rest.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  });

  test('refers only to files that it contains', async () => {
    const texts = await Promise.all(files.map(packed));
    expect(texts.filter((text) => /^\/\/# sourceMappingURL=/m.test(text))).toEqual([]);
  });

  test('imports only its dependencies', async () => {
    const { dependencies, peerDependencies } = manifestOf(`packages/${name.split('/')[1]}`);
    const texts = await Promise.all(files.filter((file) => /\.(c?js|d\.c?ts)$/.test(file)).map(packed));
    const imported = texts.flatMap((text) => [
      ...text.matchAll(/^(?:import|export) .* from "([^"]+)";|\brequire\("([^"]+)"\)/gm),
    ]);
    const names = imported.map(([, from, required]) => from ?? required ?? '');
    const packages = names.filter((each) => !/^(\.|node:)/.test(each)).map(packageOf);
    const known = Object.keys({ ...dependencies, ...peerDependencies });
    expect([...new Set(packages)].filter((each) => !known.includes(each))).toEqual([]);
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
    expect(analysis.types === false ? ['no types'] : analysis.problems).toEqual([]);
  });

  test.each(entries)('%s has the same names by import and require', async (entry) => {
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

  test.each(['js', 'cjs'])(
    'has each failure and error once, in one file that all entries share (%s)',
    async (type) => {
      const all = await readdir(inFolder('first/node_modules/@oryu/core/dist'));
      const texts = all
        .filter((file) => file.endsWith(`.${type}`))
        .map((file) => readFile(inFolder('first/node_modules/@oryu/core/dist', file), 'utf8'));
      const brands = (await Promise.all(texts)).filter((text) => text.includes('@oryu/core/provider-error'));
      expect(brands).toHaveLength(1);
    },
  );

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

  test.each(standards)('leaves out of a bundle of $id the standards of other folders', async (row) => {
    const { folder, definition } = row;
    const others = standards.filter((each) => each.folder !== folder);
    const text = await bundle(`export { ${definition.name} } from '@oryu/core'`);
    expect(text).toContain(definition.name);
    expect(others.flatMap(({ definition: { name = '' } }) => (text.includes(name) ? [name] : []))).toEqual(
      [],
    );
  });

  test('recognises its errors across two installed copies, and across import and require', async () => {
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

describe.each(Object.keys(typescripts) as TypeScript[])('TypeScript %s', (typescript) => {
  /** What it finds wrong in the project, and in our declarations; those of others are theirs. */
  const check = async (project: string, ...options: string[]): Promise<string[]> => {
    const compiler = inFolder('consumer/node_modules', `typescript-${typescript}`, 'bin/tsc');
    const all = [compiler, '--strict', '--pretty', 'false', ...options];
    const output = await run(process.execPath, all, inFolder(project)).catch(({ message }: Error) => message);
    const found = output.split('\n').filter((line) => line.includes('error TS'));
    if (found.length === 0 && output !== '') throw new Error(output);
    return found
      .filter((line) => !line.startsWith('node_modules/') || line.startsWith('node_modules/@oryu/'))
      .filter((line) => !(typescript === '5.4' && requiresNest12.test(line)));
  };

  test.concurrent.each(Object.entries(resolutions))(
    'reads the declarations under %s',
    async (name, options) => {
      const module = ['--target', 'es2022', '--moduleResolution', name, ...options, '--types', 'node'];
      expect(await check('consumer', ...module)).toEqual([]);
    },
    120_000,
  );

  test.concurrent('compiles every entry for CommonJS, and Node.js runs the result', async () => {
    const options = [...commonjs(typescript), '--types', 'node', '--outDir', typescript];
    expect(await check('consumer', ...options)).toEqual([]);
    const print = 'console.log(Object.keys(all).filter((name) => Object.keys(all[name]).length > 0).join())';
    const script = `const all = require('./${typescript}/all.js'); ${print}`;
    const loaded = (await run(process.execPath, ['-e', script], inFolder('consumer'))).trim().split(',');
    expect(loaded).toEqual(expect.arrayContaining(entries.map((_entry, index) => `entry${index}`)));
  }, 120_000);

  test.concurrent('reads the types of @oryu/core without those of Node or a browser', async () => {
    expect(
      await check('first', '--module', 'nodenext', '--lib', 'es2022', '--noEmit', 'entries.mts'),
    ).toEqual([]);
  }, 120_000);
});
