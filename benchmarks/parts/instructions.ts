import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asked, hasCommand, heard, progress, seconds, sideBySide, start } from '../processes.js';
import type { Results } from '../results.js';
import { type Figure, figure } from '../statistics.js';
import { byDefault, type ComparedFramework, frameworks, targets, withoutStack } from '../targets.js';

const run = promisify(execFile);
/** By then V8 has compiled the most of it. */
const warmUpRequests = 10_000;
const requests = 1_000;
const blocks = 3;

/** Counting is off until everything is compiled; then each block of requests is counted for itself. */
async function count(framework: ComparedFramework, variant: string): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'instructions-'));
  const counts = join(folder, 'counts');
  const worker = start('requests', [framework, variant], {
    command: 'valgrind',
    given: [
      ...['--quiet', '--tool=callgrind', '--instr-atstart=no', `--callgrind-out-file=${counts}`],
      ...['--smc-check=all-non-file', process.execPath, '--predictable'],
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
    return figure(perRequest);
  } finally {
    worker.disconnect();
    await heard(worker).catch(() => undefined);
    await rm(folder, { recursive: true });
  }
}

/** Instructions per request, which no other load on the machine changes. */
export async function instructions(noneAfterSeconds: number): Promise<Results['instructions']> {
  if (!hasCommand('valgrind')) return 'not counted: there is no valgrind';
  const names = (framework: ComparedFramework) =>
    [withoutStack, 'floor', 'success', byDefault, targets[framework].handWritten[0]] as const;
  const each = [0, 1, 2, 3, 4].flatMap((row) =>
    frameworks.map((framework) => ({ framework, variant: names(framework)[row] as string })),
  );
  const byFramework: Partial<Record<ComparedFramework, Record<string, Figure>>> = {};
  await sideBySide(each, availableParallelism(), async ({ framework, variant }) => {
    if (seconds() > noneAfterSeconds) {
      progress(`instructions: no time left for ${framework}, ${variant}`);
      return;
    }
    const counted = await count(framework, variant);
    byFramework[framework] = { ...byFramework[framework], [variant]: counted };
    progress(`instructions: ${framework}, ${variant}`);
  });
  return byFramework;
}
