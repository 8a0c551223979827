import assert from 'node:assert/strict';
import { answerCases } from './cases/answers.js';
import { byPathCases } from './cases/by-path.js';
import { catalogueCases } from './cases/catalogues.js';
import { clientCases } from './cases/clients.js';
import { connectionCases } from './cases/connections.js';
import { cutOffCases } from './cases/cut-off.js';
import { earlierHeaderCases } from './cases/earlier-headers.js';
import { failureCases } from './cases/failures.js';
import { foreignBodyCases } from './cases/foreign-bodies.js';
import { hookCases } from './cases/hooks.js';
import { knownMethodCases } from './cases/known-methods.js';
import { lookAlikeCases } from './cases/look-alikes.js';
import { ownErrorCases } from './cases/own-errors.js';
import { partCases } from './cases/parts.js';
import { pollutedCases } from './cases/polluted.js';
import { reportCases } from './cases/reports.js';
import { staleHeaderCases } from './cases/stale-headers.js';
import { standardHeaderCases } from './cases/standard-headers.js';
import { startUpCases } from './cases/start-up.js';
import { thrownCases } from './cases/thrown.js';
import { unmatchedCases } from './cases/unmatched.js';
import { unreadBodyCases } from './cases/unread-bodies.js';
import type { ConformanceCase } from './conformance-case.js';
import type { Harness } from './harness.js';

/** Every case of the suite. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...catalogueCases,
  ...failureCases,
  ...unmatchedCases,
  ...thrownCases,
  ...answerCases,
  ...standardHeaderCases,
  ...earlierHeaderCases,
  ...staleHeaderCases,
  ...byPathCases,
  ...connectionCases,
  ...unreadBodyCases,
  ...cutOffCases,
  ...clientCases,
  ...hookCases,
  ...reportCases,
  ...lookAlikeCases,
  ...ownErrorCases,
  ...partCases,
  ...pollutedCases,
  ...knownMethodCases,
  ...foreignBodyCases,
  ...startUpCases,
];

/** The part of a test runner that the suite needs: `describe` and `test` of Jest, Vitest or `node:test`. */
export interface Runner {
  describe(name: string, register: () => void): unknown;
  test(name: string, run: () => Promise<void>): unknown;
}

/**
 * Registers the suite with a test runner. A case that the harness declares it cannot answer is run all the
 * same, and must fail: a declaration that is no longer true shows.
 *
 * @throws Error if the harness declares a case that the suite does not have
 *
 * @example
 * describeConformance(express5, { describe, test });
 */
export function describeConformance(harness: Harness, { describe, test }: Runner): void {
  const names = new Set(conformanceCases.map(({ name }) => name));
  const unknown = Object.keys(harness.cannot).filter((name) => !names.has(name));
  if (unknown.length > 0)
    throw new Error(`${harness.name} declares cases that do not exist: ${unknown.join('; ')}`);
  describe(`${harness.name} answers as every framework does`, () => {
    for (const { name, run } of conformanceCases) {
      const reason = harness.cannot[name];
      if (reason === undefined) test(name, () => run(harness));
      else test(`cannot: ${name} (${reason})`, () => assert.rejects(run(harness), assert.AssertionError));
    }
  });
}
