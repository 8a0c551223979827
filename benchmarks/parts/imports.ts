import { heard, progress, start } from '../processes.js';
import type { Results } from '../results.js';
import { figure, ratio } from '../statistics.js';
import { claim, importTime } from '../targets.js';

/** A process of its own for each import. */
export async function imports(rounds: number): Promise<Results['imports']> {
  const times = { '@oryu/core': [] as number[], 'http-errors': [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const order = Object.entries(times);
    for (const [name, kept] of round % 2 === 0 ? order : order.reverse()) {
      kept.push(await heard<number>(start('import', [name])));
    }
  }
  progress('import');
  const { '@oryu/core': ours, 'http-errors': other } = times;
  return {
    variants: { '@oryu/core': figure(ours), 'http-errors': figure(other) },
    claims: [claim('import @oryu/core / http-errors', ratio(ours, other), importTime)],
  };
}
