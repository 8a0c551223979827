import { Failure, MyDataError, mydata } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Harness } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();

/** The 405s that a route can throw. */
const thrown: readonly (readonly [name: string, make: (harness: Harness) => unknown])[] = [
  ['a typed error', () => new MyDataError(40501)],
  ['a Failure', () => new Failure('method-not-allowed')],
  ["the framework's own error", ({ errorOfStatus }) => errorOfStatus?.(405)],
];

/** RFC 9110, 15.5.6: a 405 says which methods there are, also where a route throws it. */
export const knownMethodCases: readonly ConformanceCase[] = thrown.map(([name, make]) => ({
  name: `a 405 that a route throws as ${name} has the methods that the router knows`,
  run: async (harness) => {
    const error = make(harness);
    if (error === undefined) return;
    const routes = [
      throwing('/accounts', () => error),
      { method: 'POST', path: '/accounts', handle: () => undefined },
      { method: 'PUT', path: '/accounts', handle: () => undefined },
    ] as const;
    await withApplication(harness, { standard, routes }, async (port) => {
      const [response] = await exchange(port, requestBytes('GET', '/accounts'));
      const failure = new Failure('method-not-allowed', { allow: ['POST', 'PUT'] });
      assertAnswer(response, failure, viewOf('GET', '/accounts'), standard);
    });
  },
}));
