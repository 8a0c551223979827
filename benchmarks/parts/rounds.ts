import type { ChildProcess } from 'node:child_process';
import { asked, heard, pin, start } from '../processes.js';
import type { SocketFigures } from '../results.js';
import { figure } from '../statistics.js';
import type { Order, Outcome } from '../workers/load.js';

/** What each round measured. */
export interface Rounds {
  readonly requestsPerSecond: number[];
  /** Microseconds of the server's CPU time per request. */
  readonly cpu: number[];
  /** Milliseconds. */
  readonly p99: number[];
}

export interface RoundsExtent {
  readonly rounds: number;
  /** About how long a round takes. */
  readonly milliseconds: number;
}

/** Variants of a framework, each a server of its own, that take turns in being sent the same requests. */
export class Servers {
  private constructor(
    private readonly load: ChildProcess,
    private readonly servers: ReadonlyMap<string, { readonly process: ChildProcess; readonly port: number }>,
  ) {}

  static async start(framework: string, variants: readonly string[]): Promise<Servers> {
    const started = variants.map(async (name) => {
      const process = start('server', [framework, name]);
      const { port } = await heard<{ readonly port: number }>(process);
      // Only now: starting is faster on all cores.
      pin(process, 'server');
      return [name, { process, port }] as const;
    });
    const load = start('load', []);
    pin(load, 'load');
    return new Servers(load, new Map(await Promise.all(started)));
  }

  /** By variant. Servers are warm before, and rounds go forwards and backwards. */
  async measure(
    connections: number,
    { rounds, milliseconds }: RoundsExtent,
  ): Promise<Readonly<Record<string, Rounds>>> {
    const measured = [...this.servers.keys()].map(
      (name) => [name, { requestsPerSecond: [], cpu: [], p99: [] } as Rounds] as const,
    );
    let slowest = Number.POSITIVE_INFINITY;
    for (const [name] of measured) {
      const { requestsPerSecond } = await this.#round(name, connections, Math.max(500, connections * 4));
      slowest = Math.min(slowest, requestsPerSecond);
    }
    const requests = Math.max(connections * 4, Math.ceil((slowest * milliseconds) / 1_000));
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, kept] of round % 2 === 0 ? measured : [...measured].reverse()) {
        const { requestsPerSecond, cpu, p99 } = await this.#round(name, connections, requests);
        kept.requestsPerSecond.push(requestsPerSecond);
        kept.cpu.push(cpu);
        kept.p99.push(p99);
      }
    }
    return Object.fromEntries(measured);
  }

  async #round(name: string, connections: number, requests: number): Promise<Outcome & { cpu: number }> {
    const server = this.servers.get(name);
    if (server === undefined) throw new RangeError(`no server ${name} was started`);
    const used = async () => {
      const { user, system } = await asked<NodeJS.CpuUsage>(server.process, {});
      return user + system;
    };
    const order: Order = { port: server.port, connections, requests };
    const before = await used();
    const outcome = await asked<Outcome>(this.load, order);
    return { ...outcome, cpu: ((await used()) - before) / requests };
  }

  stop(): void {
    for (const child of [this.load, ...[...this.servers.values()].map(({ process }) => process)]) {
      child.disconnect();
    }
  }
}

export const socketFigures = ({ requestsPerSecond, cpu, p99 }: Rounds): SocketFigures => ({
  requestsPerSecond: figure(requestsPerSecond),
  cpu: figure(cpu),
  p99: figure(p99),
});

export const figuresByVariant = (
  measured: Readonly<Record<string, Rounds>>,
): Readonly<Record<string, SocketFigures>> =>
  Object.fromEntries(Object.entries(measured).map(([name, rounds]) => [name, socketFigures(rounds)]));
