/**
 * Changes shipped code at random places, one at a time, and tells which changes no test and no type notices.
 *
 * `npm run mutants -- --count 120 --seed 1 --path packages/core`
 */
import { parseArgs } from 'node:util';
import { type Mutant, mutantsOf, sampled, shippedFiles } from './generate.js';
import { type Outcome, Workshop } from './workshop.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    path: { type: 'string', default: 'packages/' },
    workers: { type: 'string', default: '2' },
  },
});

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const print = (line: string) => process.stdout.write(`${line}\n`);

const files = shippedFiles().filter((file) => file.startsWith(values.path));
const all = (await Promise.all(files.map(mutantsOf))).flat();
const chosen = sampled(all, Number(values.count), Number(values.seed));
print(`${chosen.length} of ${all.length} mutants of ${files.length} files, seed ${values.seed}`);

const waiting = [...chosen];
const tried: (readonly [Mutant, Outcome])[] = [];
await Promise.all(
  Array.from({ length: Number(values.workers) }, async () => {
    const workshop = new Workshop();
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const outcome = await workshop.try(mutant);
      tried.push([mutant, outcome]);
      const { file, line, original, replacement } = mutant;
      if (outcome !== 'tests')
        print(
          `[${tried.length}/${chosen.length}] ${outcome}: ${file}:${line}  ${excerpt(original)} → ${excerpt(replacement)}`,
        );
    }
  }),
);

for (const [group, isOf] of [
  ['core', (file: string) => file.startsWith('packages/core/')],
  ['bindings', (file: string) => !file.startsWith('packages/core/')],
] as const) {
  const outcomes = tried.filter(([{ file }]) => isOf(file)).map(([, outcome]) => outcome);
  const noticed = outcomes.filter((outcome) => outcome !== 'nothing').length;
  const byTests = outcomes.filter((outcome) => outcome === 'tests').length;
  if (outcomes.length > 0)
    print(
      `${group}: ${noticed} of ${outcomes.length} noticed, ${byTests} by tests; ${interval(noticed, outcomes.length)}`,
    );
}

function excerpt(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 70)}…` : line;
}

/** The interval of Wilson in which the share lies with 95 %. */
function interval(noticed: number, count: number): string {
  const z = 1.96;
  const share = noticed / count;
  const center = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const reach =
    (z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2))) / (1 + z ** 2 / count);
  const percent = (value: number) => `${Math.round(value * 1000) / 10} %`;
  return `${percent(share)} (95 % interval ${percent(center - reach)} to ${percent(center + reach)})`;
}
