import type { Figure } from './statistics.js';
import type { Claim, ComparedFramework } from './targets.js';

export type ByFramework<Value> = Readonly<Partial<Record<ComparedFramework, Value>>>;
export type ByVariant<Value> = Readonly<Record<string, Value>>;

/** What requests over a socket cost. */
export interface SocketFigures {
  readonly requestsPerSecond: Figure;
  /** Microseconds of the server's CPU time per request. */
  readonly cpu: Figure;
  /** Milliseconds. */
  readonly p99: Figure;
}

export interface Compared<Value> {
  readonly variants: ByVariant<Value>;
  readonly claims: readonly Claim[];
}

/** Everything that a run measured; a part that could not run says why. */
export interface Results {
  readonly date: string;
  readonly machine: string;
  readonly node: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly isQuick: boolean;
  /** Microseconds per request of `node:http` with constant bytes, in-process. */
  readonly limit: Figure;
  /** Microseconds of CPU time per request, without a socket. */
  readonly inProcess: ByFramework<Compared<Figure>>;
  readonly sockets: ByFramework<{
    readonly variants: ByVariant<SocketFigures>;
    /** Of the server's CPU time, by the subjects of the in-process claims. */
    readonly ratios: Readonly<Record<string, Figure>>;
  }>;
  /** Instructions per request. */
  readonly instructions: ByFramework<ByVariant<number>> | string;
  /** By the percentage of errors. */
  readonly mixed: ByFramework<Compared<SocketFigures>>;
  /** By the number of connections. */
  readonly concurrency: ByFramework<Readonly<Record<string, ByVariant<SocketFigures>>>>;
  /** Nanoseconds per call. */
  readonly micro: Compared<Figure>;
  /** Milliseconds. */
  readonly imports: Compared<Figure>;
}
