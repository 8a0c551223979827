import type { ChildProcess } from 'node:child_process';
import { asked, heard, progress, sideBySide, start } from '../processes.js';
import type { ByFramework, ByVariant, Compared, Results } from '../results.js';
import { type Figure, figure, ratio } from '../statistics.js';
import { type ComparedFramework, claim, comparisons, frameworks } from '../targets.js';

export interface Extent {
  /** Of each variant, one after the other: no two compile alike. */
  readonly processes: number;
  /** In each of them. */
  readonly rounds: number;
  /** Turns that a variant takes in a round. */
  readonly turns: number;
  /** Of each turn. */
  readonly milliseconds: number;
  /** Requests to each variant before. */
  readonly warmUp: number;
  /** Frameworks at once. */
  readonly atOnce: number;
  variants(framework: ComparedFramework): readonly string[];
}

interface Runner {
  readonly process: ChildProcess;
  /** Requests in a turn. */
  readonly requests: number;
}

/** A process of its own per variant, so that none finds the other's optimised code; warm when it is there. */
async function runner(framework: string, name: string, extent: Extent): Promise<Runner> {
  const process = start('requests', [framework, name]);
  await heard(process);
  await asked(process, extent.warmUp);
  const cost = await asked<number>(process, 200);
  return { process, requests: Math.ceil((extent.milliseconds * 1_000) / cost) };
}

/**
 * The CPU time per request of each round; the variants take turns, forwards and backwards. A turn is short, so that
 * what disturbs one disturbs its neighbours; a round has several, so that garbage is collected in each.
 */
async function measure(
  framework: string,
  variants: readonly string[],
  extent: Extent,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const costs: Record<string, number[]> = Object.fromEntries(variants.map((name) => [name, []]));
  for (let generation = 0; generation < extent.processes; generation += 1) {
    const runners = await Promise.all(variants.map((name) => runner(framework, name, extent)));
    for (let round = 0; round < extent.rounds; round += 1) {
      const sums = runners.map(() => 0);
      for (let turn = 0; turn < extent.turns; turn += 1) {
        for (const index of turn % 2 === 0 ? sums.keys() : [...sums.keys()].reverse()) {
          const { process, requests } = runners[index] as Runner;
          // Other processes have had the caches meanwhile.
          await asked(process, Math.ceil(requests / 4));
          sums[index] = (sums[index] as number) + (await asked<number>(process, requests));
        }
      }
      for (const [index, sum] of sums.entries()) costs[variants[index] as string]?.push(sum / extent.turns);
    }
    for (const { process } of runners) process.disconnect();
  }
  progress(`in-process: ${framework}`);
  return costs;
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
