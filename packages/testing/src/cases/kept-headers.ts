import assert from 'node:assert/strict';
import { MyDataError, mydata, toReply } from '@oryu/core';
import { withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance.js';
import { expectedBytes, receivedBytes, viewOf } from '../expectations.js';
import type { Route } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();
const view = viewOf('GET', '/kept');

interface Kept {
  /** What holds. */
  readonly name: string;
  /** What the route sets before it fails. */
  readonly earlier: Readonly<Record<string, string>>;
  readonly error: () => MyDataError;
  /** What the answer has of it. */
  readonly kept: Readonly<Record<string, string>>;
}

const challenge = 'Basic realm="accounts"';

const table: readonly Kept[] = [
  {
    name: 'a vary of the error is added to the one set earlier',
    earlier: { vary: 'Origin' },
    error: () => new MyDataError(40305, { headers: { vary: 'x-api-type' } }),
    kept: { vary: 'Origin, x-api-type' },
  },
  {
    name: 'a challenge set earlier stays on a 401',
    earlier: { 'www-authenticate': challenge },
    error: () => new MyDataError(40101),
    kept: { 'www-authenticate': challenge },
  },
  {
    name: 'a challenge set earlier goes where the answer is not a 401',
    earlier: { 'www-authenticate': challenge },
    error: () => new MyDataError(40305),
    kept: {},
  },
  {
    name: 'what forbade storing becomes no-store',
    earlier: { 'cache-control': 'private, max-age=60' },
    error: () => new MyDataError(40305),
    kept: { 'cache-control': 'no-store' },
  },
  {
    name: 'a transaction id that the request did not have goes',
    earlier: { 'x-api-tran-id': 'undefined' },
    error: () => new MyDataError(40305),
    kept: {},
  },
];

function failing(earlier: Kept['earlier'], error: Kept['error']): Route {
  return {
    method: 'GET',
    path: '/kept',
    handle: (route) => {
      for (const [name, value] of Object.entries(earlier)) route.setHeader(name, value);
      throw error();
    },
  };
}

/** What stays of the headers that were set before an error: `mergeHeaders` of core, in every framework. */
export const keptHeaderCases: readonly ConformanceCase[] = [
  ...table.map(
    ({ name, earlier, error, kept }): ConformanceCase => ({
      name,
      run: (harness) =>
        withApplication(harness, { standard, routes: [failing(earlier, error)] }, async (port) => {
          const [response] = await exchange(port, requestBytes('GET', '/kept'));
          assert.ok(response, 'no response came');
          const { status, headers, body } = toReply(error(), view, standard);
          const expected = { status, headers: { ...headers, ...kept }, body };
          assert.equal(receivedBytes(response), expectedBytes(expected));
        }),
    }),
  ),
  {
    name: 'a cookie of the error is added to the one set earlier',
    run: (harness) => {
      const error = () => new MyDataError(40305, { headers: { 'set-cookie': 'b=2' } });
      const routes = [failing({ 'set-cookie': 'a=1' }, error)];
      return withApplication(harness, { standard, routes }, async (port) => {
        const [response] = await exchange(port, requestBytes('GET', '/kept'));
        const cookies = response?.headers.filter(([name]) => name.toLowerCase() === 'set-cookie');
        assert.deepEqual(
          cookies?.map(([, value]) => value),
          ['a=1', 'b=2'],
        );
      });
    },
  },
];
