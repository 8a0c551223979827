import assert from 'node:assert/strict';
import {
  byPath,
  Failure,
  MyDataError,
  MyDataTokenError,
  mydata,
  mydataAuthorize,
  mydataToken,
} from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Exchange } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const api = mydata();
const token = mydataToken({ texts: { server_error: '서버 오류', invalid_grant: '인가코드 오류' } });
const authorize = mydataAuthorize();
const standard = byPath({ '/oauth/2.0/token': token, '/oauth/2.0/authorize': authorize, '/': api });

const crash = () => new Error('crash');
const headers = { 'x-api-tran-id': '0000000000M00000000000001' };
const json = { ...headers, 'content-type': 'application/json' };
const ruled = ['x-api-tran-id', 'cache-control', 'pragma'];
const ok = (route: Exchange) => route.sendJson({});

const routes = [
  throwing('/v2/crash', crash),
  throwing('/v2/closed', () => new MyDataError(40305)),
  throwing('/v2/token', () => new MyDataTokenError('invalid_grant')),
  throwing('/oauth/2.0/token/crash', crash),
  throwing('/oauth/2.0/token/closed', () => new MyDataError(40305)),
  throwing('/oauth/2.0/authorize/crash', crash),
  throwing('/oauth/2.0/tokens', crash),
  { method: 'POST' as const, path: '/oauth/2.0/token', handle: ok },
  { method: 'POST' as const, path: '/oauth/2.0/authorize', handle: ok },
];

const wrongMethod = new Failure('method-not-allowed', { allow: ['POST'] });

/** The request, the error or failure that it leads to, and the standard that answers. */
const table = [
  ['GET', '/v2/crash', crash(), api],
  ['GET', '/v2/closed', new MyDataError(40305), api],
  ['GET', '/v2/unknown', new Failure('route-not-found'), api],
  ['GET', '/v2/token', new MyDataTokenError('invalid_grant'), token],
  ['GET', '/oauth/2.0/token/crash', crash(), token],
  ['GET', '/oauth/2.0/token/closed', new MyDataError(40305), api],
  ['GET', '/oauth/2.0/token/unknown?a=/v2', new Failure('route-not-found'), token],
  ['GET', '/oauth/2.0/token', wrongMethod, token],
  ['GET', '/oauth/2.0/token?grant_type=a', wrongMethod, token],
  ['GET', '/oauth/2.0/authorize', wrongMethod, authorize],
  ['GET', '/oauth/2.0/authorize/crash', crash(), authorize],
  ['GET', '/oauth/2.0/tokens', crash(), api],
  ['GET', '/oauth/2.0', new Failure('route-not-found'), api],
] as const;

/** One line answers for several standards. */
export const byPathCases: readonly ConformanceCase[] = [
  {
    name: 'byPath: each path is answered by the standard of its longest prefix',
    run: (harness) =>
      withApplication(harness, { standard, routes }, async (port) => {
        for (const [method, target, thrown, owner] of table) {
          const [response] = await exchange(port, requestBytes(method, target, headers));
          assertAnswer(response, thrown, viewOf(method, target, headers), owner);
        }
      }),
  },
  {
    name: 'byPath: a success has the headers that the standard of its path requires',
    run: (harness) =>
      withApplication(harness, { standard, standardHeaders: true, routes }, async (port) => {
        for (const [target, required] of [
          ['/oauth/2.0/token', { ...headers, 'cache-control': 'no-store', pragma: 'no-cache' }],
          ['/oauth/2.0/authorize', headers],
        ] as const) {
          const [response] = await exchange(port, requestBytes('POST', target, json, '{}'), ['POST']);
          const sent = response?.headers.filter(([name]) => ruled.includes(name));
          assert.deepEqual(Object.fromEntries(sent ?? []), required);
        }
      }),
  },
  {
    name: 'byPath: a broken body is answered by the standard of its path',
    run: (harness) =>
      withApplication(harness, { standard, routes }, async (port) => {
        for (const [target, owner] of [
          ['/oauth/2.0/token', token],
          ['/oauth/2.0/authorize', authorize],
        ] as const) {
          const [response] = await exchange(port, requestBytes('POST', target, json, '{"a":'), ['POST']);
          assertAnswer(response, new Failure('malformed-body'), viewOf('POST', target, json), owner);
        }
      }),
  },
];
