import type { ChildProcess } from 'node:child_process';
import { asked, heard, progress, sideBySide, start } from '../processes.js';
import type { ByFramework, ByVariant, Compared, Results } from '../results.js';
import { type Figure, figure, ratio } from '../statistics.js';
import { type ComparedFramework, claim, comparisons, frameworks } from '../targets.js';

export interface Extent {
  readonly rounds: number;
  /** Of each round of each variant. */
  readonly milliseconds: number;
  /** Requests to each variant before. */
  readonly warmUp: number;
  /** Frameworks at once. */
  readonly atOnce: number;
  variants(framework: ComparedFramework): readonly string[];
}

interface Runner {
  readonly name: string;
  readonly process: ChildProcess;
  /** Requests in a round. */
  readonly requests: number;
  readonly costs: number[];
}

/** A process of its own per variant, so that none finds the other's optimised code; warm when it is there. */
async function runner(framework: string, name: string, extent: Extent): Promise<Runner> {
  const process = start('requests', [framework, name]);
  await heard(process);
  await asked(process, extent.warmUp);
  const cost = await asked<number>(process, 200);
  return { name, process, requests: Math.ceil((extent.milliseconds * 1_000) / cost), costs: [] };
}

/** The CPU time per request of each round; the variants take turns, forwards and backwards. */
async function measure(
  framework: string,
  variants: readonly string[],
  extent: Extent,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const runners = await Promise.all(variants.map((name) => runner(framework, name, extent)));
  for (let round = 0; round < extent.rounds; round += 1) {
    for (const { process, requests, costs } of round % 2 === 0 ? runners : [...runners].reverse()) {
      costs.push(await asked<number>(process, requests));
    }
  }
  for (const { process } of runners) process.disconnect();
  progress(`in-process: ${framework}`);
  return Object.fromEntries(runners.map(({ name, costs }) => [name, costs]));
}

const figures = (costs: Readonly<Record<string, readonly number[]>>): ByVariant<Figure> =>
  Object.fromEntries(Object.entries(costs).map(([name, rounds]) => [name, figure(rounds)]));

/** As they are listed, not as they finished. */
const inOrder = <Value>(byFramework: ByFramework<Value>): ByFramework<Value> =>
  Object.fromEntries(
    frameworks.flatMap((name) => (byFramework[name] === undefined ? [] : [[name, byFramework[name]]])),
  );

/** CPU time per request, without a socket: what decides. */
export async function inProcess(extent: Extent): Promise<Pick<Results, 'limit' | 'inProcess'>> {
  const { floor = [] } = await measure('node:http', ['floor'], extent);
  const byFramework: Partial<Record<ComparedFramework, Compared<Figure>>> = {};
  await sideBySide(frameworks, extent.atOnce, async (framework) => {
    const variants = extent.variants(framework);
    const costs = await measure(framework, variants, extent);
    byFramework[framework] = {
      variants: figures(costs),
      claims: comparisons(framework, variants).map(({ subject, ours, against, target }) =>
        claim(subject, ratio(costs[against] ?? [], costs[ours] ?? []), target),
      ),
    };
  });
  return { limit: figure(floor), inProcess: inOrder(byFramework) };
}
