import { heard, progress, sideBySide, start } from '../processes.js';
import type { ByFramework, ByVariant, Compared, Results } from '../results.js';
import { type Figure, figure, ratio } from '../statistics.js';
import { allVariants, type ComparedFramework, claim, comparisons, frameworks } from '../targets.js';

export interface Extent {
  readonly rounds: number;
  /** Of each round of each variant. */
  readonly milliseconds: number;
  /** Requests to each variant before. */
  readonly warmUp: number;
  /** Frameworks at once. */
  readonly atOnce: number;
}

type Costs = Readonly<Record<string, readonly number[]>>;

const figures = (costs: Costs): ByVariant<Figure> =>
  Object.fromEntries(Object.entries(costs).map(([name, rounds]) => [name, figure(rounds)]));

/** CPU time per request, without a socket: what decides. */
export async function inProcess(extent: Extent): Promise<Pick<Results, 'limit' | 'inProcess'>> {
  const measured = async (framework: string, variants: readonly string[]) => {
    const { rounds, milliseconds, warmUp } = extent;
    const worker = start('in-process', [
      framework,
      ...[rounds, milliseconds, warmUp].map(String),
      ...variants,
    ]);
    const costs = await heard<Costs>(worker);
    progress(`in-process: ${framework}`);
    return costs;
  };
  const { floor = [] } = await measured('node:http', ['floor']);
  const byFramework: Partial<Record<ComparedFramework, Compared<Figure>>> = {};
  await sideBySide(frameworks, extent.atOnce, async (framework) => {
    const costs = await measured(framework, allVariants(framework));
    byFramework[framework] = {
      variants: figures(costs),
      claims: comparisons(framework).map(({ ours, against, target }) =>
        claim(`${ours} / ${against}`, ratio(costs[against] ?? [], costs[ours] ?? []), target),
      ),
    };
  });
  return { limit: figure(floor), inProcess: inOrder(byFramework) };
}

/** As they are listed, not as they finished. */
const inOrder = <Value>(byFramework: ByFramework<Value>): ByFramework<Value> =>
  Object.fromEntries(
    frameworks.flatMap((name) => (byFramework[name] === undefined ? [] : [[name, byFramework[name]]])),
  );
