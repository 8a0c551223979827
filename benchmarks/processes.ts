/** Processes of their own for what is measured, and the cores they run on. */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Plain JavaScript, so that no process spends time on TypeScript; packages stay as they are installed. */
export async function buildWorkers(): Promise<void> {
  await build({
    entryPoints: readdirSync(at('workers')).map((file) => at(`workers/${file}`)),
    outdir: at('dist'),
    tsconfig: at('tsconfig.json'),
    bundle: true,
    // A framework is loaded where it is measured, and nowhere else.
    splitting: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
}

export const hasCommand = (name: string) => spawnSync(name, ['--version']).status === 0;

/** The first and the last core that this process may use: apart, as neighbours may share one. */
async function outerCores(): Promise<readonly [string, string] | undefined> {
  if (availableParallelism() < 2 || !hasCommand('taskset')) return undefined;
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(await readFile('/proc/self/status', 'utf8'))?.[1] ?? '';
  const [first, last] = [/^\d+/.exec(list)?.[0], /\d+$/.exec(list)?.[0]];
  return first === undefined || last === undefined ? undefined : [first, last];
}

const cores = await outerCores();
export const arePinned = cores !== undefined;

/** What a worker is started by, instead of Node.js alone. */
export interface Wrapper {
  readonly command: string;
  readonly given: readonly string[];
}

/** Keeps a process on a core of its own, where the system can. */
export function pin({ pid }: ChildProcess, side: 'server' | 'load'): void {
  if (cores === undefined) return;
  spawnSync('taskset', [
    '--all-tasks',
    '--cpu-list',
    '--pid',
    side === 'server' ? cores[0] : cores[1],
    String(pid),
  ]);
}

/** A process that runs a worker. */
export function start(worker: string, given: readonly string[], wrapper?: Wrapper): ChildProcess {
  return fork(at(`dist/${worker}.js`), given, {
    env: { ...process.env, NODE_ENV: 'production' },
    ...(wrapper !== undefined && { execPath: wrapper.command, execArgv: [...wrapper.given] }),
  });
}

/** The next message of a process; an Error where it ends instead. */
export async function heard<Message>(from: ChildProcess): Promise<Message> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    return await Promise.race([
      once(from, 'message', { signal }).then(([message]) => message as Message),
      once(from, 'exit', { signal }).then(([code]) => {
        throw new Error(`${from.spawnargs.slice(1).join(' ')} ended with ${code}`);
      }),
    ]);
  } finally {
    waiting.abort();
  }
}

/** Sends a message, and waits for the answer. */
export function asked<Answer>(whom: ChildProcess, message: object | number): Promise<Answer> {
  const answer = heard<Answer>(whom);
  whom.send(message);
  return answer;
}

/** Does things side by side, as many at once as `atOnce` says. */
export async function sideBySide<Item>(
  items: readonly Item[],
  atOnce: number,
  each: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await each(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

export const seconds = () => Math.round(performance.now() / 1_000);
export const progress = (line: string) =>
  process.stdout.write(`${String(seconds()).padStart(4)} s  ${line}\n`);
