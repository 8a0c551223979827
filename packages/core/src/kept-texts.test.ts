import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Answers errors with words of 100 bodies of 5 MB, and prints how many bytes more are then in use. */
const program = `
import { Failure, MyDataError, VaspError, defineStandard, failureKinds, mydata, toReply, vasp } from '@oryu/core';

const own = defineStandard({
  id: 'own',
  title: 'Own',
  source: 'this test',
  codes: { PLAIN: { status: 400 } },
  failures: Object.fromEntries(failureKinds.map((kind) => [kind, 'PLAIN'])),
  variant: ({ url }) => url.slice(1),
  headers: (request) => ({ [request.header('name')]: '1' }),
  render: ({ message }) => ({ status: 400, headers: { 'x-text': message }, body: message }),
});
const standards = [mydata(), vasp(), own.standard()];
const inUse = () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

function answer(index) {
  const body = \`/name-of-number-\${index}; a text of body number \${index}; \${'x'.repeat(5_000_000)}\`;
  const [, name, text] = /^\\/([^;]+); ([^;]+)/.exec(body);
  const request = { method: 'GET', url: body.slice(0, 17), header: () => name };
  for (let time = 0; time < 3; time += 1) {
    for (const standard of standards) {
      toReply(new MyDataError(40001, text), request, standard);
      toReply(new VaspError('UNKNOWN_TRANSFER_ID', text), request, standard);
      toReply(new own.error('PLAIN', text), request, standard);
      toReply(new Failure('missing-parameter', { names: [name] }), request, standard);
    }
  }
}

answer(-1);
const before = inUse();
for (let index = 0; index < 100; index += 1) answer(index);
console.log(inUse() - before);
`;

test('a text that was cut from a body does not keep the body in memory', async () => {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    tsconfig: `${root}/tsconfig.json`,
    write: false,
  });
  const text = outputFiles[0]?.text ?? '';
  const { stdout } = await run(process.execPath, ['--expose-gc', '--input-type=module', '--eval', text]);
  expect(Number(stdout)).toBeLessThan(5_000_000);
}, 60_000);
