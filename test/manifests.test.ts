/** What each package.json says to npm, to bundlers and to those who look for a package. */
import { readFileSync } from 'node:fs';
import { nodes } from './matrix/frameworks.js';
import { published } from './support/published.js';

const page = 'https://github.com/oryu/oryu';

const filesOf = (name: string) => ({
  import: { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
  require: { types: `./dist/${name}.d.cts`, default: `./dist/${name}.cjs` },
});

describe.each(published)('$name', ({ folder, name, exports: entries, dependencies = {} }) => {
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<string, unknown>;
  const { version } = JSON.parse(readFileSync('packages/core/package.json', 'utf8'));

  test('names its author, its repository, its engines and its publication', () => {
    expect(manifest).toMatchObject({
      version,
      homepage: `${page}/tree/main/${folder}#readme`,
      bugs: { url: `${page}/issues` },
      license: 'MIT',
      author: 'Oryu authors',
      repository: { type: 'git', url: `git+${page}.git`, directory: folder },
      type: 'module',
      engines: { node: `>=${nodes[0]}` },
      files: ['dist'],
      publishConfig: { access: 'public', provenance: true },
    });
  });

  test('has keywords for its purpose', () => {
    const { description, keywords } = manifest as { description: string; keywords: string[] };
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(keywords).toEqual(expect.arrayContaining(['oryu', 'korea', 'api', 'error']));
    expect(new Set(keywords).size).toBe(keywords.length);
    expect(keywords.length).toBeGreaterThan(5);
  });

  test('tells bundlers which files have side effects on import', () => {
    expect(manifest.sideEffects === false || Array.isArray(manifest.sideEffects)).toBe(true);
  });

  test('leads import and require to a file and its declarations, for each entry', () => {
    const { './package.json': itself, ...others } = entries;
    expect(itself).toBe('./package.json');
    const expected = Object.keys(others).map((entry) => [entry, filesOf(entry.slice(2) || 'index')]);
    expect(others).toEqual(Object.fromEntries(expected));
  });

  test('leads module resolutions that do not read exports to the same files', () => {
    expect(manifest).toMatchObject({
      main: './dist/index.cjs',
      module: './dist/index.js',
      types: './dist/index.d.cts',
      // First the file of an entry, as `exports` names it; then what is named by its path, such as `types`.
      typesVersions: { '*': { '*': ['./dist/*.d.cts', './*'] } },
    });
  });

  test('asks for the packages of its own release', () => {
    const ours = Object.entries(dependencies).filter(([dependency]) => dependency.startsWith('@oryu/'));
    expect(ours).toEqual(ours.map(([dependency]) => [dependency, version]));
    expect(ours.length > 0 || name === '@oryu/core').toBe(true);
  });
});
