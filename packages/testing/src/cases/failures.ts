import assert from 'node:assert/strict';
import { Failure, type FailureKind, mydata } from '@oryu/core';
import { kindOfStatus } from '@oryu/core/binding';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Harness, Route } from '../harness.js';
import { chunked, exchange, type RawResponse, requestBytes } from '../raw-http.js';

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
  {
    name: 'values that no one should throw are answered as unexpected, and nothing of them is on the wire',
    run: async (harness: Harness) => {
      const routes = hostile.map(([, make], index) => throwing(`/hostile/${index}`, make));
      await withApplication(harness, { standard, routes }, async (port) => {
        for (const [index, [name]] of hostile.entries()) {
          const [response] = await exchange(port, requestBytes('GET', `/hostile/${index}`));
          assert.ok(response, `no response to ${name}`);
          assertAnswer(response, new Failure('unexpected'), viewOf('GET', `/hostile/${index}`), standard);
        }
      });
    },
  },
  {
    name: 'thrown values that are falsy are answered as unexpected',
    run: async (harness: Harness) => {
      const values = [undefined, null, false, 0, ''];
      const routes = values.map((value, index) => throwing(`/falsy/${index}`, () => value));
      await withApplication(harness, { standard, routes }, async (port) => {
        for (const index of values.keys()) {
          const [response] = await exchange(port, requestBytes('GET', `/falsy/${index}`));
          assertAnswer(response, new Failure('unexpected'), viewOf('GET', `/falsy/${index}`), standard);
        }
      });
    },
  },
];

const secret = 'SECRET-e5b1';
const throwsAlways = () => {
  throw new Error(secret);
};

const hostile: readonly (readonly [name: string, make: () => unknown])[] = [
  ['an Error', () => new Error(secret)],
  ['an Error with a cause', () => new TypeError(secret, { cause: new Error(secret) })],
  ['a string', () => secret],
  ['a number', () => 404],
  ['true', () => true],
  ['a symbol', () => Symbol(secret)],
  ['a function', () => () => secret],
  ['an empty object', () => ({})],
  ['an object without a prototype', () => Object.create(null)],
  ['a frozen Error', () => Object.freeze(new Error(secret))],
  [
    'an object that looks like an HTTP error',
    () => ({ status: 404, statusCode: 404, message: secret, expose: true }),
  ],
  [
    'an Error with a status, as HTTP clients make them',
    () =>
      Object.assign(new Error(secret), {
        status: 401,
        statusCode: 401,
        code: 'ERR_BAD_REQUEST',
        response: { status: 401, data: secret },
      }),
  ],
  [
    'an Error with hostile getters',
    () =>
      Object.defineProperties(new Error(secret), {
        code: { get: throwsAlways },
        status: { get: throwsAlways },
        statusCode: { get: throwsAlways },
        message: { get: throwsAlways },
        stack: { get: throwsAlways },
      }),
  ],
  [
    'an Error with a cyclic cause',
    () => {
      const error = new Error(secret);
      error.cause = error;
      return error;
    },
  ],
];
