import assert from 'node:assert/strict';
import { type ErrorReport, Failure, MyDataError, mydata, VaspError } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import type { Route } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();

const table = [
  ['/client', () => new MyDataError(40305), 'client', false],
  ['/client-at-503', () => new VaspError('UNKNOWN_TRANSFER_ID'), 'client', false],
  ['/limit', () => new MyDataError(42901), 'client', true],
  ['/maintenance', () => new Failure('maintenance'), 'server', true],
  ['/upstream', () => new Failure('upstream-failed'), 'server', false],
  ['/crash', () => new Error('crash'), 'server', true],
] as const;

/** The members of a report beside the thrown value. */
export const reportCases: readonly ConformanceCase[] = [
  {
    name: 'a report says who made the mistake and whether the request may succeed later',
    run: (harness) => {
      const reports: ErrorReport<unknown>[] = [];
      const options = { onError: (report: ErrorReport<unknown>) => reports.push(report) };
      const routes = table.map(([path, make]) => throwing(path, make));
      return withApplication(harness, { standard, options, routes }, async (port) => {
        for (const [path] of table) await exchange(port, requestBytes('GET', path));
        assert.deepEqual(
          reports.map(({ request, fault, retryable }) => [request.url, fault, retryable]),
          table.map(([path, , fault, retryable]) => [path, fault, retryable]),
        );
      });
    },
  },
  {
    name: 'onError is not called for a success',
    run: (harness) => {
      const reports: unknown[] = [];
      const options = { onError: (report: ErrorReport) => reports.push(report) };
      const fine: Route = { method: 'GET', path: '/fine', handle: (route) => route.sendJson({}) };
      return withApplication(harness, { standard, options, routes: [fine] }, async (port) => {
        const both = Buffer.concat([requestBytes('GET', '/fine'), requestBytes('HEAD', '/fine')]);
        const responses = await exchange(port, both, ['GET', 'HEAD']);
        assert.deepEqual(
          responses.map(({ status }) => status),
          [200, 200],
        );
        assert.deepEqual(reports, []);
      });
    },
  },
  {
    name: 'translate and onError get the framework’s own context, the same for one request',
    run: (harness) => {
      const contexts: unknown[] = [];
      const options = {
        translate: (_: unknown, context: unknown) => {
          contexts.push(context);
          return undefined;
        },
        onError: ({ context }: ErrorReport<unknown>) => contexts.push(context),
      };
      const routes = [throwing('/crash', () => new Error('crash'))];
      return withApplication(harness, { standard, options, routes }, async (port) => {
        await exchange(port, requestBytes('GET', '/crash'));
        const [first, second] = contexts;
        assert.equal(contexts.length, 2);
        assert.equal(typeof first, 'object');
        assert.equal(first, second);
      });
    },
  },
];
