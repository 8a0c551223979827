/**
 * Runs the conformance suite against the packed packages, beside each supported version of each framework:
 *
 *     npm run matrix                               everything
 *     npm run matrix -- express koa@2 --node 20    some of it
 *     npm run matrix -- --ends                     of each framework the oldest and the newest version
 */
import { rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { frameworks, nodes } from './frameworks.js';
import {
  conformance,
  folder,
  formats,
  nodeOf,
  noOutcome,
  type Outcome,
  pack,
  projectOf,
} from './projects.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    node: { type: 'string', multiple: true, default: nodes },
    ends: { type: 'boolean', default: false },
    output: { type: 'string' },
  },
});

const candidates = frameworks.flatMap((framework) =>
  framework.versions
    .filter((_version, index, { length }) => !options.ends || index === 0 || index === length - 1)
    .map((version) => ({ framework, version, names: [framework.id, `${framework.id}@${version}`] })),
);
const selection = candidates.filter(
  ({ names }) => positionals.length === 0 || positionals.some((word) => names.includes(word)),
);
const unknown = positionals.filter((word) => !candidates.some(({ names }) => names.includes(word)));
const total = selection.length * options.node.length * Object.keys(formats).length;

let free = availableParallelism();
const waiting: (() => void)[] = [];

/** Runs a task as soon as a processor is free. */
async function inTurn<T>(task: () => Promise<T>): Promise<T> {
  if (free > 0) free -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await task();
  } finally {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }
}

const sum = { passed: 0, failed: 0 };
let told = 0;

function tell(name: string, { passed, failed, failures }: Outcome): void {
  sum.passed += passed;
  sum.failed += failed;
  told += 1;
  console.log(`[${told}/${total}] ${name}: ${passed} passed, ${failed} failed`);
  for (const failure of failures) console.log(failure.replace(/^/gm, '    '));
}

try {
  if (unknown.length > 0)
    throw new Error(`no ${unknown} among ${candidates.map(({ names }) => names[1]).join(' ')}`);
  console.log('Packing');
  const tarballs = await pack();
  console.log(`Installing ${selection.length} projects`);
  const releases = options.node.map((release) => ({ release, found: inTurn(() => nodeOf(release)) }));
  const cells = selection.flatMap(({ framework, version }) => {
    const installed = inTurn(() => projectOf(framework, version, tarballs));
    return releases.flatMap(({ release, found }) =>
      Object.entries(formats).map(async ([format, file]) => {
        try {
          const [{ node, nodeVersion }, { project, name }] = await Promise.all([found, installed]);
          const outcome = await inTurn(() => conformance(node, project, file));
          tell(`${name}, Node.js ${nodeVersion}, ${format}`, outcome);
        } catch (error) {
          tell(`${framework.id}@${version}, Node.js ${release}, ${format}`, noOutcome(error as Error));
        }
      }),
    );
  });
  await Promise.all(cells);
} finally {
  await rm(folder, { recursive: true });
}

console.log(`${sum.passed} passed, ${sum.failed} failed`);
if (options.output !== undefined) await writeFile(options.output, JSON.stringify(sum));
if (sum.failed > 0) process.exitCode = 1;
