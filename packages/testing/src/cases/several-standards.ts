import assert from 'node:assert/strict';
import { byPath, Failure, MyDataError, mydata, mydataToken } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Route } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standards = byPath({ '/oauth/2.0': mydataToken(), '/': mydata() });
const crash = () => new Error('crash');
const fine: Route['handle'] = (route) => route.sendJson({ a: 1 });
const json = { 'content-type': 'application/json' };

const routes: readonly Route[] = ['', '/oauth/2.0'].flatMap((base): Route[] => [
  { method: 'GET', path: `${base}/fine`, handle: fine },
  { method: 'POST', path: `${base}/tokens`, handle: fine },
  throwing(`${base}/crash`, crash),
  throwing(`${base}/typed`, () => new MyDataError(40305)),
]);

/** `byPath`: one application, a standard for each path. */
export const severalStandardCases: readonly ConformanceCase[] = [
  ['', mydata()] as const,
  ['/oauth/2.0', mydataToken()] as const,
].flatMap(([base, standard]): ConformanceCase[] => [
  {
    name: `byPath: what fails below ${base || '/'} is answered by ${standard.id}`,
    run: (harness) =>
      withApplication(harness, { standard: standards, routes }, async (port) => {
        const answers = [
          ['GET', '/crash', crash()],
          ['GET', '/nowhere?a=1', new Failure('route-not-found')],
          ['GET', '/tokens', new Failure('method-not-allowed', { allow: ['POST'] })],
          ['POST', '/tokens', new Failure('malformed-body')],
          ['GET', '/typed', new MyDataError(40305)],
        ] as const;
        for (const [method, path, thrown] of answers) {
          const target = base + path;
          const body = method === 'POST' ? '{' : undefined;
          const [response] = await exchange(
            port,
            requestBytes(method, target, body === undefined ? {} : json, body),
          );
          assertAnswer(response, thrown, viewOf(method, target), standard);
        }
      }),
  },
  {
    name: `byPath: a success below ${base || '/'} has the headers that ${standard.id} requires`,
    run: (harness) =>
      withApplication(harness, { standard: standards, standardHeaders: true, routes }, async (port) => {
        const headers = { 'x-api-tran-id': '0000000000M00000000000001' };
        const target = `${base}/fine`;
        const [response] = await exchange(port, requestBytes('GET', target, headers));
        const required = standard.headers(viewOf('GET', target, headers));
        const received = new Map(response?.headers.map(([name, value]) => [name.toLowerCase(), value]));
        for (const name of ['x-api-tran-id', 'cache-control', 'pragma'])
          assert.equal(received.get(name), required[name], name);
      }),
  },
]);
