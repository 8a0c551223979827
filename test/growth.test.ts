import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Growth } from './growth.js';
import { harnesses } from './harnesses/index.js';

/** `npm run growth` sets the numbers of the long run. */
const { GROWTH_REPLIES = '20000', GROWTH_REQUESTS = '600' } = process.env;

/** Bytes that memory goes up and down by, however many the errors. */
const tolerance = 256 * 1024;

test('memory does not grow with the number of errors, even if clients invent input', async () => {
  const numbers = [GROWTH_REPLIES, GROWTH_REQUESTS, String(tolerance)];
  const flags = ['--expose-gc', '--import', 'tsx', 'test/growth.ts', ...numbers];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: process.cwd() });
  const growths = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Growth);
  const names = Object.values(harnesses).flatMap((all) => all.map(({ name }) => name));
  expect(growths.map(({ name }) => name)).toEqual(['toReply', ...names]);
  expect(growths.filter(({ bytes }) => bytes > tolerance)).toEqual([]);
}, 1_800_000);
