/** Measures what each entry of core weighs in a bundle, minified and compressed, and fails above a limit. */
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes: all standards with their texts, descriptions and sources, and one alone. */
const limits = {
  '@oryu/core': 32 * 1024,
  // Three standards in one: API, token and authorize.
  '@oryu/core/mydata': 10 * 1024,
  '@oryu/core/koscom': 9 * 1024,
  '@oryu/core/codevasp': 9 * 1024,
  '@oryu/core/scienceon': 9 * 1024,
  '@oryu/core/kakao': 9 * 1024,
  '@oryu/core/problem-details': 9 * 1024,
};

async function size(entry: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from '${entry}';`,
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

for (const [entry, limit] of Object.entries(limits)) {
  const bytes = await size(entry);
  const isOver = bytes > limit;
  const measured = `${entry.padEnd(28)} ${String(bytes).padStart(6)} of ${String(limit).padStart(6)} bytes`;
  process.stdout.write(`${measured}${isOver ? `: ${bytes - limit} too many` : ''}\n`);
  if (isOver) process.exitCode = 1;
}
