import assert from 'node:assert/strict';
import { type ErrorReport, MyDataTokenError, mydata, mydataToken } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import { exchange, requestBytes } from '../raw-http.js';

const crash = () => new Error('crash');
const denied = () => new MyDataTokenError('invalid_grant');

/** Errors in a part of an application that has a standard and an `onError` of its own. */
const failures = [
  ['/oauth/denied', denied(), 'invalid_grant'],
  ['/oauth/crash', crash(), 'server_error'],
] as const;

/** Parts of an application: each answers its own errors, and reports them to its own `onError`. */
export const partCases: readonly ConformanceCase[] = [
  {
    name: 'an error of a part is reported only to the part',
    run: (harness) => {
      const [inner, outer]: [ErrorReport[], ErrorReport[]] = [[], []];
      const token = mydataToken();
      const part = {
        prefix: '/oauth',
        standard: token,
        options: { onError: (report: ErrorReport) => inner.push(report) },
        routes: [throwing('/denied', denied), throwing('/crash', crash)],
      };
      const options = { onError: (report: ErrorReport) => outer.push(report) };
      const application = {
        standard: mydata(),
        options,
        routes: [throwing('/crash', crash)],
        mounts: [part],
      };
      return withApplication(harness, application, async (port) => {
        for (const [target, thrown] of failures) {
          const [response] = await exchange(port, requestBytes('GET', target));
          assertAnswer(response, thrown, viewOf('GET', target), token);
        }
        await exchange(port, requestBytes('GET', '/crash'));
        const told = (reports: readonly ErrorReport[]) =>
          reports.map(({ request, error }) => [request.url, error.code]);
        assert.deepEqual(
          told(inner),
          failures.map(([target, , code]) => [target, code]),
        );
        assert.deepEqual(told(outer), [['/crash', 50001]]);
      });
    },
  },
];
