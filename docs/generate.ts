/** Writes what follows from the list of standards and from the folders of core: `npm run generate`. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const root = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');

/** The text of a file by its path. */
type Files = Readonly<Record<string, string>>;

/** Core's folders of standards: those that hold a catalogue. */
export const folders: readonly string[] = readdirSync(new URL('packages/core/src/', root)).filter((name) =>
  existsSync(new URL(`packages/core/src/${name}/codes.ts`, root)),
);

/** Every standard is exported by `@oryu/core`, and by a sub-path with the name of its folder. */
export function exportsOfCore(): Files {
  const index = 'packages/core/src/index.ts';
  const manifest = 'packages/core/package.json';
  return { [index]: withExports(read(index)), [manifest]: withSubPaths(read(manifest)) };
}

function withExports(text: string): string {
  const lines = text.split('\n');
  for (const folder of folders) {
    const line = `export * from './${folder}/index.js';`;
    if (lines.includes(line)) continue;
    const next = lines.findIndex((each) => each.startsWith('export * from ') && each > line);
    lines.splice(next < 0 ? lines.length - 1 : next, 0, line);
  }
  return lines.join('\n');
}

function withSubPaths(text: string): string {
  const manifest = JSON.parse(text) as { exports: Record<string, unknown> };
  const entries = Object.entries(manifest.exports);
  const missing = folders
    .filter((folder) => !Object.hasOwn(manifest.exports, `./${folder}`))
    .map((folder): [string, unknown] => [`./${folder}`, filesOf(folder)]);
  entries.splice(
    entries.findIndex(([name]) => name === './node'),
    0,
    ...missing,
  );
  return `${JSON.stringify({ ...manifest, exports: Object.fromEntries(entries) }, null, 2)}\n`;
}

const filesOf = (name: string) => ({
  import: { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
  require: { types: `./dist/${name}.d.cts`, default: `./dist/${name}.cjs` },
});

/** The pages that list the standards. Their sources are loaded here: they need what core exports. */
export async function pages(): Promise<Files> {
  const { register } = await import('./register.js');
  const { withSupport } = await import('../test/matrix/support.js');
  return { 'docs/register.md': register(), 'README.md': withSupport(read('README.md')) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const write = (files: Files) => {
    for (const [file, text] of Object.entries(files)) writeFileSync(new URL(file, root), text);
  };
  write(exportsOfCore());
  write(await pages());
}
