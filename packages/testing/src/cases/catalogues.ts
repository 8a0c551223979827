import { Failure, failureKinds } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import { exchange, requestBytes } from '../raw-http.js';
import { configured, errorOf } from '../standards.js';

const headers = { 'x-api-tran-id': '0000000000M00000000000001' };

/** Every code of every standard, and every kind of failure thrown as such. */
export const catalogueCases: readonly ConformanceCase[] = configured.flatMap((each) => {
  const { name, standard } = each;
  const codes = [...standard.codes.keys()];
  return [
    {
      name: `every code of ${name} is answered byte for byte`,
      run: (harness) => {
        const routes = codes.map((code, index) => throwing(`/code/${index}`, () => errorOf(each, code)));
        return withApplication(harness, { standard, routes }, async (port) => {
          for (const [index, code] of codes.entries()) {
            const target = `/code/${index}?state=a+b`;
            const [response] = await exchange(port, requestBytes('GET', target, headers));
            assertAnswer(response, errorOf(each, code), viewOf('GET', target, headers), standard);
          }
        });
      },
    },
    {
      name: `${name} answers every kind of failure that a route throws`,
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
