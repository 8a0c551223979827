import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Members that a `{"__proto__": …}`, merged deeply into any object, makes every object inherit. */
const members = {
  'set-cookie': 'sid=polluted',
  'content-length': '9',
  location: 'https://polluted.example/',
  'www-authenticate': 'Polluted',
  'retry-after': '9',
  'x-api-tran-id': 'POLLUTED',
  message: 'polluted',
  headers: { 'set-cookie': 'sid=polluted' },
  status: 200,
  code: 40305,
  detail: 'polluted',
  text: 'polluted',
  fixed: true,
  needs: 'detail',
  retryAfter: 9,
  retryable: true,
  fault: 'client',
  standard: 'kakao',
  options: { message: 'polluted' },
  names: ['polluted'],
  allow: ['POLLUTED'],
  kind: 'timeout',
  challenge: 'Polluted',
  cause: 'polluted',
  fromWire: true,
  callback: 'https://polluted.example/',
  category: 'POLLUTED',
  description: 'polluted',
  texts: { 40305: 'polluted' },
  on: { unexpected: 40305 },
  wwwAuthenticate: 'Polluted',
  unlisted: 'bare',
  bare: 413,
  direct: true,
  variant: 'polluted',
  body: 'polluted',
  error: 'polluted',
  mismatch: 'success',
  otherwise: 40305,
  definition: {},
  translate: 1,
  onError: 1,
  isMissing: true,
  path: ['polluted'],
  params: { missingProperty: 'polluted' },
  enumerable: true,
  get: 1,
};

test('nothing that every object inherits is read at start-up, answered, kept or read from a response', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oryu-'));
  const bundle = (name: string, contents: string) =>
    build({
      stdin: { contents, resolveDir: join(root, 'test'), loader: 'ts' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile: join(folder, name),
      tsconfig: join(root, 'tsconfig.json'),
      target: 'es2022',
    });
  try {
    await bundle(
      'core.mjs',
      "export * from '@oryu/core'; export * from '@oryu/core/binding'; export * from '@oryu/platforms/ajv';",
    );
    await bundle('polluted.mjs', "import './support/polluted.js';");
    const files = ['polluted.mjs', 'core.mjs'].map((name) => join(folder, name));
    const { stdout } = await run(process.execPath, [...files, JSON.stringify(members)]);
    expect(JSON.parse(stdout)).toEqual({});
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);
