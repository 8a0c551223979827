import { progress } from '../processes.js';
import type { ByVariant, Results, SocketFigures } from '../results.js';
import { byDefault, type ComparedFramework } from '../targets.js';
import { figuresByVariant, type RoundsExtent, Servers } from './rounds.js';

/** From one connection to a thousand. */
export async function concurrency(
  frameworks: readonly ComparedFramework[],
  connections: readonly number[],
  extent: RoundsExtent,
): Promise<Results['concurrency']> {
  const byFramework: Partial<Record<ComparedFramework, Record<string, ByVariant<SocketFigures>>>> = {};
  for (const framework of frameworks) {
    const servers = await Servers.start(framework, ['success', byDefault]);
    const byConnections: Record<string, ByVariant<SocketFigures>> = {};
    for (const count of connections) {
      byConnections[count] = figuresByVariant(await servers.measure(count, extent));
    }
    servers.stop();
    byFramework[framework] = byConnections;
    progress(`concurrency: ${framework}`);
  }
  return byFramework;
}
