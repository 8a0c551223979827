import { progress } from '../processes.js';
import type { Results } from '../results.js';
import { ratio } from '../statistics.js';
import { type ComparedFramework, comparisons, mainVariants } from '../targets.js';
import { figuresByVariant, type RoundsExtent, Servers } from './rounds.js';

const connections = 20;

/** The main variants over sockets: throughput, and the server's CPU time per request. */
export async function sockets(
  frameworks: readonly ComparedFramework[],
  extent: RoundsExtent,
): Promise<Results['sockets']> {
  const byFramework: { -readonly [Name in keyof Results['sockets']]: Results['sockets'][Name] } = {};
  for (const framework of frameworks) {
    const names = mainVariants(framework);
    const servers = await Servers.start(framework, names);
    const measured = await servers.measure(connections, extent);
    servers.stop();
    byFramework[framework] = {
      variants: figuresByVariant(measured),
      ratios: Object.fromEntries(
        comparisons(framework, names).map(({ subject, ours, against }) => [
          subject,
          ratio(measured[against]?.cpu ?? [], measured[ours]?.cpu ?? []),
        ]),
      ),
    };
    progress(`sockets: ${framework}`);
  }
  return byFramework;
}
