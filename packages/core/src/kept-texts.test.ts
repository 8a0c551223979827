import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** 40 bodies of 5 MB, of each of which a text of an error is cut: a view into a body would keep all of it. */
const script = `
  import { toReply, vasp, VaspError } from './packages/core/src/index.ts';
  const request = { method: 'GET', url: '/', header: () => undefined };
  const standard = vasp();
  const body = (index) => 'name: transfer ' + index + ';' + 'x'.repeat(5_000_000);
  for (let index = 0; index < 40; index += 1) {
    for (let time = 0; time < 2; time += 1) {
      const text = /^name: ([^;]+)/.exec(body(index))[0];
      toReply(new VaspError('UNKNOWN_TRANSFER_ID', text), request, standard);
    }
  }
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  console.log(heapUsed + external);
`;

test('a text that was cut from a body does not keep the body in memory', async () => {
  const flags = ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { maxBuffer: 1_000_000 });
  expect(Number(stdout)).toBeLessThan(100_000_000);
}, 120_000);
