import assert from 'node:assert/strict';
import {
  type ErrorReport,
  Failure,
  MyDataError,
  MyDataTokenError,
  mydata,
  mydataToken,
  type Standard,
} from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Harness, Route } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard: Standard = mydata();
const secret = 'SECRET-e5b1';

function refuse(): never {
  throw new Error(secret);
}

function cyclic(): Error {
  const error = new Error(secret);
  error.cause = error;
  return error;
}

const trap = new Proxy({}, { get: () => refuse });

type Thrown = readonly [name: string, value: unknown];

/** Nothing is read from these, whatever they look like. */
const unrecognised: readonly Thrown[] = [
  ['an Error', new Error(secret)],
  ['an Error with a cause', new TypeError(secret, { cause: new Error(secret) })],
  ['an Error whose cause is a typed error', new Error(secret, { cause: new MyDataError(40305) })],
  ['an AggregateError of a typed error', new AggregateError([new MyDataError(40305)], secret)],
  ['an Error that is its own cause', cyclic()],
  ['a frozen Error', Object.freeze(new Error(secret))],
  ['a SyntaxError', new SyntaxError('Unexpected end of JSON input')],
  ['a text', secret],
  ['a number that is a status', 404],
  ['a number that is a code', 40305],
  ['true', true],
  ['a bigint', 1n],
  ['a symbol', Symbol(secret)],
  ['a function', refuse],
  ['a class', class Absent {}],
  ['an empty object', {}],
  ['an object without a prototype', Object.create(null)],
  ['an array of a typed error', [new MyDataError(40305)]],
  ['a promise of a typed error', Promise.resolve(new MyDataError(40305))],
  ['a Response', new Response(secret, { status: 404 })],
  ['an object like a typed error', { standard: 'mydata', code: 40305, status: 403, message: secret }],
  ['an object like an HTTP error', { status: 404, statusCode: 404, message: secret, expose: true }],
  ['an Error with a status', Object.assign(new Error(secret), { status: 404, statusCode: 404 })],
  [
    'an Error of an HTTP client',
    Object.assign(new Error(secret), {
      status: 401,
      statusCode: 401,
      code: 'ERR_BAD_REQUEST',
      response: { status: 401, data: secret },
    }),
  ],
  [
    'an Error whose getters throw',
    Object.defineProperties(
      new Error(secret),
      Object.fromEntries(
        // V8 formats a stack when it is replaced, and looks at the message for it: the stack comes first.
        ['stack', 'message', 'code', 'status', 'statusCode'].map((name) => [name, { get: refuse }]),
      ),
    ),
  ],
];

/** Some frameworks go on with what these throw when they are looked at. */
const refusing: readonly Thrown[] = [
  ['a proxy that refuses everything', new Proxy({}, trap)],
  ['a proxy of an Error that refuses everything', new Proxy(new Error(secret), trap)],
];

const falsy: readonly Thrown[] = [undefined, null, false, 0, Number.NaN, ''].map((value) => [
  String(value),
  value,
]);

/** Thrown values, and the error or failure that answers each. */
const recognised: readonly (readonly [...Thrown, means: unknown])[] = [
  ['a frozen typed error', Object.freeze(new MyDataError(40305)), new MyDataError(40305)],
  ['a typed error of a subclass', new (class extends MyDataError {})(40305), new MyDataError(40305)],
  ['a typed error made without new', MyDataError(40305), new MyDataError(40305)],
  ['a proxy of a typed error', new Proxy(new MyDataError(40305), {}), new MyDataError(40305)],
  [
    'a typed error that was given another status',
    Object.assign(new MyDataError(40305), { status: 200 }),
    new MyDataError(40305),
  ],
  [
    'a typed error with a cause',
    new MyDataError(40305, { cause: new Error(secret) }),
    new MyDataError(40305),
  ],
  ['a Failure', new Failure('forbidden'), new MyDataError(40104)],
  [
    'a Failure with its retry time',
    new Failure('rate-limited', { retryAfter: 30 }),
    new MyDataError(42901, { retryAfter: 30 }),
  ],
  [
    'a Failure with names',
    new Failure('missing-parameter', { names: ['org_code'] }),
    new MyDataError(40001, `${standard.codes.get(40001)?.text} (org_code)`),
  ],
];

/** Answers each value, thrown and rejected with, and returns the reports. */
async function answerEach(
  harness: Harness,
  values: readonly unknown[],
  expected: (index: number) => unknown,
): Promise<ErrorReport[]> {
  const reports: ErrorReport[] = [];
  const options = { onError: (report: ErrorReport) => reports.push(report) };
  const routes = values.flatMap((value, index): readonly Route[] => [
    throwing(`/thrown/${index}`, () => value),
    { method: 'GET', path: `/rejected/${index}`, handle: () => Promise.reject(value) },
  ]);
  await withApplication(harness, { standard, options, routes }, async (port) => {
    for (const index of values.keys()) {
      for (const target of [`/thrown/${index}`, `/rejected/${index}`]) {
        const [response] = await exchange(port, requestBytes('GET', target));
        assertAnswer(response, expected(index), viewOf('GET', target), standard);
      }
    }
  });
  return reports;
}

function assertReported(reports: readonly ErrorReport[], thrown: readonly Thrown[], origin?: string): void {
  const twice = thrown.flatMap((each) => [each, each]);
  assert.equal(reports.length, twice.length);
  for (const [index, [name, value]] of twice.entries()) {
    assert.ok(Object.is(reports[index]?.thrown, value), `the report of ${name} holds another value`);
    if (origin !== undefined) assert.equal(reports[index]?.origin, origin, name);
  }
}

/** Values that a route throws or rejects with: each is answered, and reported once as it is. */
export const thrownCases: readonly ConformanceCase[] = [
  {
    name: 'values that no one should throw are answered as unexpected, and no part of them is sent',
    run: async (harness) => {
      const values = unrecognised.map(([, value]) => value);
      const reports = await answerEach(harness, values, () => new Failure('unexpected'));
      assertReported(reports, unrecognised, 'unexpected');
    },
  },
  {
    name: 'values that cannot be inspected are answered as unexpected',
    run: async (harness) => {
      const values = refusing.map(([, value]) => value);
      const reports = await answerEach(harness, values, () => new Failure('unexpected'));
      assert.deepEqual(
        reports.map(({ origin }) => origin),
        Array(4).fill('unexpected'),
      );
    },
  },
  {
    name: 'falsy thrown values are answered as unexpected',
    run: async (harness) => {
      const values = falsy.map(([, value]) => value);
      const reports = await answerEach(harness, values, () => new Failure('unexpected'));
      assertReported(reports, falsy, 'unexpected');
    },
  },
  {
    name: 'typed errors and failures are answered by their code, however they were made',
    run: async (harness) => {
      const values = recognised.map(([, value]) => value);
      const reports = await answerEach(harness, values, (index) => recognised[index]?.[2]);
      const thrown = recognised.map(([name, value]): Thrown => [name, value]);
      assertReported(reports, thrown);
    },
  },
  {
    name: 'an error of another standard is answered in the form of that standard',
    run: async (harness) => {
      const make = () => new MyDataTokenError('invalid_grant');
      await withApplication(harness, { standard, routes: [throwing('/token', make)] }, async (port) => {
        const [response] = await exchange(port, requestBytes('GET', '/token'));
        assertAnswer(response, make(), viewOf('GET', '/token'), mydataToken());
      });
    },
  },
];
