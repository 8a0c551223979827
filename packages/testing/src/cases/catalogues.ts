import { type Code, type ErrorClass, Failure, failureKinds, type Standard } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import { exchange, requestBytes } from '../raw-http.js';
import { standards } from '../standards.js';

const headers = { 'x-api-tran-id': '0000000000M00000000000001' };

/** Builds an error of any code; a code that needs an option gets one. */
function errorOf(error: ErrorClass<never>, standard: Standard, code: Code): unknown {
  const needed: Readonly<Record<string, unknown>> = { detail: 90, location: '/v2/search' };
  const needs = standard.codes.get(code)?.needs;
  return new (error as unknown as new (code: Code, options?: object) => Error)(
    code,
    needs === undefined ? undefined : { [needs]: needed[needs] },
  );
}

/** Every code of every standard, and every kind of failure thrown as such. */
export const catalogueCases: readonly ConformanceCase[] = standards.flatMap(({ name, standard, error }) => {
  const codes = [...standard.codes.keys()];
  return [
    {
      name: `every code of ${name} is answered byte for byte`,
      run: (harness) => {
        const routes = codes.map((code, index) =>
          throwing(`/code/${index}`, () => errorOf(error, standard, code)),
        );
        return withApplication(harness, { standard, routes }, async (port) => {
          for (const [index, code] of codes.entries()) {
            const target = `/code/${index}?state=a+b`;
            const [response] = await exchange(port, requestBytes('GET', target, headers));
            assertAnswer(response, errorOf(error, standard, code), viewOf('GET', target, headers), standard);
          }
        });
      },
    },
    {
      name: `every kind of failure, thrown by a route, is answered as ${name} answers it`,
      run: (harness) => {
        const failures = failureKinds.map(
          (kind) => () =>
            new Failure(kind, { names: ['scope', 'x-request-origin'], allow: ['PUT'], retryAfter: 30 }),
        );
        const routes = failures.map((make, index) => throwing(`/failure/${index}`, make));
        return withApplication(harness, { standard, routes }, async (port) => {
          for (const [index, make] of failures.entries()) {
            const target = `/failure/${index}`;
            const [response] = await exchange(port, requestBytes('GET', target, headers));
            assertAnswer(response, make(), viewOf('GET', target, headers), standard);
          }
        });
      },
    },
  ] satisfies ConformanceCase[];
});
