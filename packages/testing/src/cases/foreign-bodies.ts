import { Failure, mydata } from '@oryu/core';
import { withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Route } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();

/** Reads the body of another server, which is cut off. */
const relay: Route = { method: 'POST', path: '/relay', handle: () => JSON.parse('{"rsp_code":') };

const requests: readonly (readonly [headers: Record<string, string>, body: string])[] = [
  [{ 'content-type': 'application/json' }, '{}'],
  [{ 'content-type': 'text/plain' }, ''],
  [{ 'content-type': 'text/plain' }, '{"rsp_code":'],
  [{ 'content-type': 'text/plain', 'content-encoding': 'x-unknown' }, 'a'],
];

/** A client's body must not decide whose fault an error is. */
export const foreignBodyCases: readonly ConformanceCase[] = [
  {
    name: "another server's body that is not JSON is unexpected, whatever the client sent",
    run: (harness) =>
      withApplication(harness, { standard, routes: [relay] }, async (port) => {
        for (const [headers, body] of requests) {
          const [response] = await exchange(port, requestBytes('POST', '/relay', headers, body));
          assertAnswer(response, new Failure('unexpected'), viewOf('POST', '/relay'), standard);
        }
      }),
  },
];
