import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asked, hasCommand, heard, progress, seconds, sideBySide, start } from '../processes.js';
import type { Results } from '../results.js';
import { byDefault, type ComparedFramework, targets, withoutStack } from '../targets.js';

const run = promisify(execFile);
/** By then V8 has compiled the most of it. */
const warmUpRequests = 10_000;
const requests = 200;
const blocks = 6;

/** The lightest first: what their own code costs leaves the most to see. */
const lightest: readonly ComparedFramework[] = [
  'Fastify',
  'Koa',
  'Hono',
  'Nest on Fastify',
  'Express 4',
  'Express 5',
  'Nest on Express',
];

/**
 * Counting is off until the most is compiled; then each block of requests is counted for itself, and the least
 * counts: the others have compiled or deoptimised something. Garbage is collected in each, since there is little
 * room for it.
 */
async function count(framework: ComparedFramework, variant: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'instructions-'));
  const counts = join(folder, 'counts');
  const worker = start('requests', [framework, variant], {
    command: 'valgrind',
    given: [
      ...['--quiet', '--tool=callgrind', '--instr-atstart=no', `--callgrind-out-file=${counts}`],
      ...['--smc-check=all-non-file', process.execPath, '--predictable'],
      ...['--min-semi-space-size=1', '--max-semi-space-size=1'],
    ],
  });
  const control = (...given: readonly string[]) => run('callgrind_control', [...given, String(worker.pid)]);
  const perRequest: number[] = [];
  try {
    await heard(worker);
    await asked(worker, warmUpRequests);
    await control('--instr=on');
    for (let block = 1; block <= blocks; block += 1) {
      await control('--zero');
      await asked(worker, requests);
      await control('--dump');
      const [, counted = ''] = /^summary: (\d+)/m.exec(await readFile(`${counts}.${block}`, 'utf8')) ?? [];
      perRequest.push(Number(counted) / requests);
    }
    return Math.round(Math.min(...perRequest));
  } finally {
    worker.disconnect();
    await heard(worker).catch(() => undefined);
    await rm(folder, { recursive: true });
  }
}

/** Instructions per request, which no other load on the machine changes. */
export async function instructions(noneAfterSeconds: number): Promise<Results['instructions']> {
  if (!hasCommand('valgrind')) return 'not counted: there is no valgrind';
  const each = lightest.flatMap((framework) =>
    ['floor', 'success', 'success with ours', withoutStack, byDefault, targets[framework].handWritten[0]].map(
      (variant) => ({ framework, variant }),
    ),
  );
  const counted = new Map<(typeof each)[number], number>();
  await sideBySide(each, availableParallelism(), async (item) => {
    const { framework, variant } = item;
    if (seconds() > noneAfterSeconds) {
      progress(`instructions: no time left for ${framework}, ${variant}`);
      return;
    }
    counted.set(item, await count(framework, variant));
    progress(`instructions: ${framework}, ${variant}`);
  });
  const byFramework: Partial<Record<ComparedFramework, Record<string, number>>> = {};
  for (const item of each) {
    const found = counted.get(item);
    const { framework, variant } = item;
    if (found !== undefined) byFramework[framework] = { ...byFramework[framework], [variant]: found };
  }
  return byFramework;
}
