import { progress } from '../processes.js';
import type { Compared, Results, SocketFigures } from '../results.js';
import { ratio } from '../statistics.js';
import { type ComparedFramework, claim, comparisons, mainVariants } from '../targets.js';
import { figuresByVariant, type RoundsExtent, Servers } from './rounds.js';

const connections = 20;

/** The main variants over sockets: throughput, and the server's CPU time per request. */
export async function sockets(
  frameworks: readonly ComparedFramework[],
  extent: RoundsExtent,
): Promise<Results['sockets']> {
  const byFramework: Partial<Record<ComparedFramework, Compared<SocketFigures>>> = {};
  for (const framework of frameworks) {
    const names = mainVariants(framework);
    const servers = await Servers.start(framework, names);
    const measured = await servers.measure(connections, extent);
    servers.stop();
    byFramework[framework] = {
      variants: figuresByVariant(measured),
      claims: comparisons(framework, names).map(({ ours, against, target }) =>
        claim(`${against} / ${ours}`, ratio(measured[against]?.cpu ?? [], measured[ours]?.cpu ?? []), target),
      ),
    };
    progress(`sockets: ${framework}`);
  }
  return byFramework;
}
