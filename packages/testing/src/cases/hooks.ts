import assert from 'node:assert/strict';
import { type ErrorReport, Failure, MyDataError, mydata } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance.js';
import { assertAnswer, viewOf } from '../expectations.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();
const closed = () => new MyDataError(40305);
const crash = new Error('crash');

/** `onError` and `translate`: what they hear, and that they cannot hurt. */
export const hookCases: readonly ConformanceCase[] = [
  {
    name: 'onError hears once of each error answer, with its origin',
    run: (harness) => {
      const reports: ErrorReport[] = [];
      const options = { onError: (report: ErrorReport) => reports.push(report) };
      const routes = [throwing('/closed', closed), throwing('/crash', () => crash)];
      return withApplication(harness, { standard, options, routes }, async (port) => {
        for (const target of ['/closed', '/unknown', '/crash'])
          await exchange(port, requestBytes('GET', target));
        assert.deepEqual(
          reports.map(({ origin, error, request, reply }) => [origin, error.code, request.url, reply.status]),
          [
            ['domain', 40305, '/closed', 403],
            ['framework', 40401, '/unknown', 404],
            ['unexpected', 50001, '/crash', 500],
          ],
        );
        assert.equal(reports[2]?.thrown, crash);
        assert.equal(reports[2].error.cause, crash);
      });
    },
  },
  {
    name: 'translate makes codes and failures of exceptions the standard does not know',
    run: (harness) => {
      class Expired extends Error {}
      class Busy extends Error {}
      const options = {
        translate: (thrown: unknown) => {
          if (thrown instanceof Expired) return new MyDataError(40101);
          return thrown instanceof Busy ? new Failure('maintenance') : undefined;
        },
      };
      const routes = [throwing('/expired', () => new Expired()), throwing('/busy', () => new Busy())];
      return withApplication(harness, { standard, options, routes }, async (port) => {
        const [expired] = await exchange(port, requestBytes('GET', '/expired'));
        assertAnswer(expired, new MyDataError(40101), viewOf('GET', '/expired'), standard);
        const [busy] = await exchange(port, requestBytes('GET', '/busy'));
        assertAnswer(busy, new Failure('maintenance'), viewOf('GET', '/busy'), standard);
      });
    },
  },
  ...(
    [
      [
        'throw',
        () => {
          throw new Error('hook');
        },
      ],
      ['reject', () => Promise.reject(new Error('hook'))],
      ['never settle', () => new Promise(() => {})],
      ['return nonsense', () => ({ code: 1 })],
    ] as const
  ).map(
    ([what, hook]): ConformanceCase => ({
      name: `hooks that ${what} leave the answer as it is`,
      run: async (harness) => {
        const unhandled: unknown[] = [];
        const note = (reason: unknown) => unhandled.push(reason);
        process.on('unhandledRejection', note);
        try {
          const options = { translate: hook as () => undefined, onError: hook };
          const routes = [throwing('/crash', () => crash)];
          await withApplication(harness, { standard, options, routes }, async (port) => {
            const [response] = await exchange(port, requestBytes('GET', '/crash'));
            assertAnswer(response, crash, viewOf('GET', '/crash'), standard);
          });
          assert.deepEqual(unhandled, []);
        } finally {
          process.off('unhandledRejection', note);
        }
      },
    }),
  ),
];
