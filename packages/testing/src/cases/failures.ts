import { Failure, type FailureKind, mydata } from '@oryu/core';
import { kindOfStatus } from '@oryu/core/binding';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Harness, Route } from '../harness.js';
import { chunked, exchange, requestBytes } from '../raw-http.js';
import type { RawResponse } from '../raw-response.js';

const standard = mydata();
const ok: Route['handle'] = (route) => route.sendJson({ rsp_code: '00000' });

/** Routes that answer, and whose requests the provocations spoil. */
export const provokedRoutes: readonly Route[] = [
  { method: 'GET', path: '/accounts', handle: ok },
  { method: 'POST', path: '/accounts', handle: ok },
  { method: 'PUT', path: '/accounts/:id', handle: ok },
  { method: 'GET', path: '/accounts/:id/transactions', handle: ok },
];

const json = { 'content-type': 'application/json' };

/** A request that the framework refuses by itself. */
interface Provocation {
  readonly name: string;
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly answer: [kind: FailureKind, options?: ConstructorParameters<typeof Failure>[1]];
}

const table: readonly Provocation[] = [
  { name: 'an unknown route', method: 'GET', target: '/nowhere', answer: ['route-not-found'] },
  {
    name: 'an unknown route below a known one',
    method: 'GET',
    target: '/accounts/1/2/3',
    answer: ['route-not-found'],
  },
  {
    name: 'a wrong method, with the methods that are allowed',
    method: 'DELETE',
    target: '/accounts?limit=1',
    answer: ['method-not-allowed', { allow: ['GET', 'POST'] }],
  },
  {
    name: 'a wrong method on a route with a parameter',
    method: 'GET',
    target: '/accounts/1',
    answer: ['method-not-allowed', { allow: ['PUT'] }],
  },
  {
    name: 'a wrong method by HEAD',
    method: 'HEAD',
    target: '/accounts/1',
    answer: ['method-not-allowed', { allow: ['PUT'] }],
  },
  {
    name: 'broken JSON',
    method: 'POST',
    target: '/accounts',
    headers: json,
    body: '{"a":',
    answer: ['malformed-body'],
  },
  {
    name: 'a body that is too large',
    method: 'POST',
    target: '/accounts',
    headers: json,
    body: JSON.stringify('a'.repeat(1_000_000)),
    answer: ['body-too-large'],
  },
  {
    name: 'a body that turns out too large',
    method: 'POST',
    target: '/accounts',
    headers: { ...json, 'transfer-encoding': 'chunked' },
    body: chunked(JSON.stringify('a'.repeat(1_000_000))),
    answer: ['body-too-large'],
  },
  {
    name: 'an unknown charset',
    method: 'POST',
    target: '/accounts',
    headers: { 'content-type': 'application/json; charset=x-unknown' },
    body: '{}',
    answer: ['unsupported-media-type'],
  },
  {
    name: 'an unknown content encoding',
    method: 'POST',
    target: '/accounts',
    headers: { ...json, 'content-encoding': 'x-unknown' },
    body: '{}',
    answer: ['unsupported-media-type'],
  },
  {
    name: 'a percent-escape that cannot be decoded',
    method: 'GET',
    target: '/accounts/%E0%A4/transactions',
    answer: ['malformed-request'],
  },
];

/** The provocations by the names of their cases, ready to be sent and compared. */
export const provocations = table.map(({ name, method, target, headers = {}, body, answer }) => ({
  name: `${name} is answered as ${answer[0]}`,
  method,
  bytes: requestBytes(method, target, headers, body),
  assertAnswered: (response: RawResponse | undefined) =>
    assertAnswer(response, new Failure(...answer), viewOf(method, target, headers), standard),
  hasBody: body !== undefined,
}));

/** Failures that no route threw: the framework's own, each provoked as a client would. */
export const failureCases: readonly ConformanceCase[] = [
  ...provocations.map(
    ({ name, method, bytes, assertAnswered }): ConformanceCase => ({
      name,
      run: (harness) =>
        withApplication(harness, { standard, routes: provokedRoutes }, async (port) => {
          const [response] = await exchange(port, bytes, [method]);
          assertAnswered(response);
        }),
    }),
  ),
  {
    name: "the framework's own error of every status from 400 to 599 is answered by that status's kind",
    run: async (harness: Harness) => {
      const { errorOfStatus } = harness;
      if (errorOfStatus === undefined) return;
      const statuses = Array.from({ length: 200 }, (_, index) => 400 + index);
      const routes = statuses.map((status) => throwing(`/status/${status}`, () => errorOfStatus(status)));
      await withApplication(harness, { standard, routes }, async (port) => {
        for (const status of statuses) {
          const target = `/status/${status}`;
          const [response] = await exchange(port, requestBytes('GET', target));
          assertAnswer(response, new Failure(kindOfStatus(status)), viewOf('GET', target), standard);
        }
      });
    },
  },
];
