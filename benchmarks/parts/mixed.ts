import { errorShares, mixedName } from '../applications/variant.js';
import { progress } from '../processes.js';
import type { Compared, Results, SocketFigures } from '../results.js';
import { ratio } from '../statistics.js';
import { type ComparedFramework, claim, linear, tail } from '../targets.js';
import { figuresByVariant, type RoundsExtent, Servers } from './rounds.js';

const connections = 20;

/** From no errors to nothing but errors: what a mixture costs, against what its parts cost. */
export async function mixed(
  frameworks: readonly ComparedFramework[],
  extent: RoundsExtent,
): Promise<Results['mixed']> {
  const byFramework: Partial<Record<ComparedFramework, Compared<SocketFigures>>> = {};
  for (const framework of frameworks) {
    const servers = await Servers.start(framework, errorShares.map(mixedName));
    const measured = await servers.measure(connections, extent);
    servers.stop();
    const of = (share: number, member: 'cpu' | 'p99') => measured[mixedName(share)]?.[member] ?? [];
    const parts = (share: number) =>
      of(0, 'cpu').map(
        (success, round) => success + ((of(100, 'cpu')[round] as number) - success) * (share / 100),
      );
    byFramework[framework] = {
      variants: figuresByVariant(measured),
      claims: [
        ...[25, 50, 75].map((share) =>
          claim(`CPU time, ${share} % errors / its parts`, ratio(of(share, 'cpu'), parts(share)), linear),
        ),
        ...errorShares
          .filter((share) => share > 0)
          .map((share) =>
            claim(`p99, ${share} % errors / success alone`, ratio(of(share, 'p99'), of(0, 'p99')), tail),
          ),
      ],
    };
    progress(`mixed traffic: ${framework}`);
  }
  return byFramework;
}
