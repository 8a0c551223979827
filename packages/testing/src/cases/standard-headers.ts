import assert from 'node:assert/strict';
import { Failure, MyDataError, mydata } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Exchange } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();
const id = '0000000000M00000000000001';
const closed = () => new MyDataError(40305);
const routes = [
  { method: 'GET' as const, path: '/fine', handle: (route: Exchange) => route.sendJson({ a: 1 }) },
  throwing('/closed', closed),
];

const errors = [
  ['GET', '/closed', closed()],
  ['GET', '/unknown', new Failure('route-not-found')],
  ['DELETE', '/closed', new Failure('method-not-allowed', { allow: ['GET'] })],
] as const;

/** The headers that a standard requires of every response. */
export const standardHeaderCases: readonly ConformanceCase[] = [
  {
    name: 'a success has the headers that the standard requires, and nothing else changes',
    run: (harness) =>
      withApplication(harness, { standard, standardHeaders: true, routes }, async (port) => {
        for (const [sent, echoed] of [
          [undefined, []],
          [id, [id]],
          [id.toLowerCase(), []],
          [`${id}0`, []],
          ['한글', []],
          [`${id}, ${id}`, []],
        ] as const) {
          const headers = sent === undefined ? {} : { 'x-api-tran-id': sent };
          const [response] = await exchange(port, requestBytes('GET', '/fine', headers));
          assert.equal(response?.status, 200);
          assert.equal(response.body.toString(), '{"a":1}');
          const received = response.headers.filter(([name]) => name === 'x-api-tran-id');
          assert.deepEqual(
            received.map(([, value]) => value),
            echoed,
          );
        }
      }),
  },
  {
    name: 'an error has the headers that the standard requires, once',
    run: (harness) =>
      withApplication(harness, { standard, standardHeaders: true, routes }, async (port) => {
        for (const [method, target, thrown] of errors) {
          for (const headers of [{}, { 'x-api-tran-id': id }, { 'x-api-tran-id': '한글' }]) {
            const [response] = await exchange(port, requestBytes(method, target, headers));
            assertAnswer(response, thrown, viewOf(method, target, headers), standard);
          }
        }
      }),
  },
  {
    name: 'without standardHeaders, a success does not change',
    run: (harness) =>
      withApplication(harness, { standard, routes }, async (port) => {
        const [response] = await exchange(port, requestBytes('GET', '/fine', { 'x-api-tran-id': id }));
        assert.equal(response?.body.toString(), '{"a":1}');
        assert.ok(!response.headers.some(([name]) => name === 'x-api-tran-id'));
      }),
  },
];
