import assert from 'node:assert/strict';
import { Failure, type FailureKind, MyDataError, mydata } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import { RawConnection } from '../raw-connection.js';
import { chunked, requestBytes } from '../raw-http.js';
import { provokedRoutes } from './failures.js';

const standard = mydata();
const closed = () => new MyDataError(40305);
const routes = [throwing('/closed', closed)];

/** As much as servers read away on a slow machine too: some give up after half a second. */
const megabyte = 'a'.repeat(1_000_000);
const tenMegabytes = 'a'.repeat(10_000_000);

interface LastRequest {
  readonly target?: string;
  readonly version?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly kind?: FailureKind;
}

/** Requests of 10 MB after whose answer the connection closes. */
const lastRequests: readonly LastRequest[] = [
  { headers: { connection: 'close' } },
  { headers: {}, version: 'HTTP/1.0' },
  { headers: { connection: 'close', 'transfer-encoding': 'chunked' }, body: chunked(tenMegabytes) },
  { headers: { connection: 'close', expect: '100-continue' } },
  {
    headers: { connection: 'close', 'content-type': 'application/json' },
    target: '/accounts',
    kind: 'body-too-large',
  },
];
/** Request bodies that nobody reads. */
export const unreadBodyCases: readonly ConformanceCase[] = [
  ...[
    { how: 'of 1 MB', headers: {}, body: megabyte },
    { how: 'of 1 MB in chunks', headers: { 'transfer-encoding': 'chunked' }, body: chunked(megabyte) },
    { how: 'of a few bytes', headers: {}, body: 'a' },
  ].map(
    ({ how, headers, body }): ConformanceCase => ({
      name: `an unread request body ${how} stops neither the answer nor the connection`,
      run: (harness) =>
        withApplication(harness, { standard, routes }, async (port) => {
          const unread = [
            ['POST', '/unknown', new Failure('route-not-found')],
            ['DELETE', '/closed', new Failure('method-not-allowed', { allow: ['GET'] })],
          ] as const;
          const connection = await RawConnection.open(port);
          for (const [method, target, thrown] of unread) {
            const type = { 'content-type': 'application/octet-stream' };
            connection.send(requestBytes(method, target, { ...type, ...headers }, body));
            connection.send(requestBytes('GET', '/closed'));
            assertAnswer(await connection.response(), thrown, viewOf(method, target), standard);
            assertAnswer(await connection.response(), closed(), viewOf('GET', '/closed'), standard);
          }
          connection.reset();
        }),
    }),
  ),
  {
    name: 'a client that sends 10 MB before it reads gets the answer, even if the connection closes',
    run: (harness) =>
      withApplication(harness, { standard, routes: [...routes, ...provokedRoutes] }, async (port) => {
        for (const { target = '/unknown', kind = 'route-not-found', ...request } of lastRequests) {
          const { version = 'HTTP/1.1', headers, body = tenMegabytes } = request;
          const type = { 'content-type': 'application/octet-stream' };
          const bytes = requestBytes('POST', target, { ...type, ...headers }, body).toString();
          const connection = await RawConnection.open(port);
          connection.socket.pause();
          await new Promise((sent) => connection.socket.write(bytes.replace('HTTP/1.1', version), sent));
          connection.socket.resume();
          if ('expect' in headers) assert.equal((await connection.response()).status, 100);
          assertAnswer(await connection.response(), new Failure(kind), viewOf('POST', target), standard);
          assert.equal((await connection.rest()).toString(), '');
        }
      }),
  },
];
