/** Measures everything, and writes it down: `npm run bench`, or `npm run bench -- --quick` for a look. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { concurrency } from './parts/concurrency.js';
import { imports } from './parts/imports.js';
import { inProcess } from './parts/in-process.js';
import { instructions } from './parts/instructions.js';
import { micro } from './parts/micro.js';
import { mixed } from './parts/mixed.js';
import { sockets } from './parts/sockets.js';
import { arePinned, buildWorkers, progress } from './processes.js';
import { chart } from './report/chart.js';
import { report, withSections } from './report/tables.js';
import type { Results } from './results.js';
import { allVariants, type ComparedFramework, frameworks, mainVariants } from './targets.js';

const isQuick = process.argv.includes('--quick');
const peers = ['express', 'express4', 'koa', 'fastify', 'hono', '@nestjs/core', 'http-errors'];
const allButOne = Math.max(1, availableParallelism() - 1);

/** As the lockfile has them. */
function versionsOf(names: readonly string[]): Readonly<Record<string, string>> {
  const lockfile = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
  const { packages } = JSON.parse(lockfile) as { packages: Record<string, { version: string }> };
  const installed = (name: string) =>
    packages[`benchmarks/node_modules/${name}`] ?? packages[`node_modules/${name}`];
  return Object.fromEntries(names.map((name) => [name, installed(name)?.version ?? 'unknown']));
}

interface Extents {
  readonly inProcess: Parameters<typeof inProcess>[0];
  readonly micro: Parameters<typeof micro>;
  readonly imports: number;
  readonly sockets: Parameters<typeof sockets>;
  readonly mixed: Parameters<typeof mixed>;
  readonly concurrency: Parameters<typeof concurrency>;
}

const turns = { turns: 6, milliseconds: 3 };
const some: readonly ComparedFramework[] = ['Express 5', 'Fastify'];
const extents: Extents = isQuick
  ? {
      inProcess: {
        ...turns,
        processes: 1,
        rounds: 3,
        warmUp: 400,
        atOnce: allButOne,
        variants: mainVariants,
      },
      micro: [4, 2],
      imports: 4,
      sockets: [['Express 5'], { rounds: 3, milliseconds: 50 }],
      mixed: [['Express 5'], { rounds: 3, milliseconds: 50 }],
      concurrency: [['Express 5'], [100], { rounds: 3, milliseconds: 50 }],
    }
  : {
      inProcess: { ...turns, processes: 3, rounds: 25, warmUp: 5_000, atOnce: 1, variants: allVariants },
      micro: [25, 20],
      imports: 20,
      sockets: [frameworks, { rounds: 7, milliseconds: 250 }],
      mixed: [frameworks, { rounds: 6, milliseconds: 120 }],
      concurrency: [some, [1, 10, 100, 1_000], { rounds: 5, milliseconds: 150 }],
    };

await buildWorkers();
const results: Results = {
  date: new Date().toISOString(),
  machine: `${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${availableParallelism()} cores${arePinned ? '' : ' (processes not pinned)'}`,
  node: process.versions.node,
  versions: versionsOf(peers),
  isQuick,
  ...(await inProcess(extents.inProcess)),
  micro: await micro(...extents.micro),
  imports: await imports(extents.imports),
  sockets: await sockets(...extents.sockets),
  mixed: await mixed(...extents.mixed),
  concurrency: await concurrency(...extents.concurrency),
  instructions: isQuick ? 'not counted: this was a quick run' : await instructions(520),
};

process.stdout.write(report(results));

const at = (path: string) => new URL(path, import.meta.url);
writeFileSync(at('dist/report.md'), report(results));
writeFileSync(at('dist/results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
// What the documents say comes from full runs alone.
if (!isQuick) {
  const document = at('../docs/performance.md');
  writeFileSync(at('../docs/performance.svg'), chart(results));
  writeFileSync(document, withSections(readFileSync(document, 'utf8'), results));
}
progress('written: benchmarks/dist/report.md and results.json');
