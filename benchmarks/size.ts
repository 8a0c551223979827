/** Measures what is taken of core in a bundle, minified and compressed, and fails above a limit. */
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { standards } from '../packages/testing/src/standards.js';

const alone = 9 * 1024;
const seams = 8 * 1024;
const added = 2.4 * 1024;

/** What a user takes of `@oryu/core`, and the bytes it may weigh: all standards, and each one alone. */
const limits: Readonly<Record<string, number>> = {
  '*': seams + standards.length * added,
  ...Object.fromEntries(
    standards.map(({ factory, definition }) => [`{ ${factory}, ${definition.name} }`, alone]),
  ),
};

async function size(names: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export ${names} from '@oryu/core';`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'esm',
    write: false,
    // Without the paths of the project's own tsconfig: what is built is weighed, not the sources.
    tsconfigRaw: {},
  });
  return brotliCompressSync(outputFiles[0]?.contents ?? '').length;
}

for (const [names, limit] of Object.entries(limits)) {
  const bytes = await size(names);
  const isOver = bytes > limit;
  const measured = `${names.padEnd(44)} ${String(bytes).padStart(6)} of ${String(limit).padStart(6)} bytes`;
  process.stdout.write(
    `${measured}${isOver ? `: ${bytes - limit} too many for the limit in benchmarks/size.ts` : ''}\n`,
  );
  if (isOver) process.exitCode = 1;
}
