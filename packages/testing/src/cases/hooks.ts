import assert from 'node:assert/strict';
import {
  type ErrorReport,
  Failure,
  MyDataAuthorizeError,
  MyDataError,
  mydata,
  mydataAuthorize,
} from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();
const closed = () => new MyDataError(40305);
const crash = new Error('crash');

function fail(): never {
  throw new Error('hook');
}

/** Ways in which a hook can fail to do its work. */
const misbehaviours: readonly (readonly [what: string, hook: (given: unknown) => unknown])[] = [
  ['throw', fail],
  ['reject', () => Promise.reject(new Error('hook'))],
  ['never settle', () => new Promise(() => {})],
  ['resolve to an answer of their own', async () => closed()],
  [
    'return a promise that fails when it is awaited',
    () => Object.defineProperty({}, 'then', { value: fail }),
  ],
  ['return a value that cannot be inspected', () => new Proxy({}, { get: fail, has: fail })],
  ['return nonsense', () => ({ code: 1 })],
  ['change their arguments', change],
];

/** Writes over whatever can be reached. */
function change(given: unknown): void {
  for (const value of [given, ...Object.values(given as object)]) {
    for (const [name, changed] of Object.entries({
      status: 200,
      headers: {},
      body: 'hook',
      method: 'HEAD',
      code: 1,
    })) {
      Reflect.set(Object(value), name, changed);
    }
    Reflect.set(Object((value as Partial<ErrorReport['reply']> | null)?.headers), 'x-hook', '1');
  }
}

/** Values that a provider must not return from `callback`. */
const callbacks: readonly (() => unknown)[] = [
  fail,
  () => Promise.reject(new Error('hook')),
  () => new Promise(() => {}),
  async () => 'https://callback.example/',
  () => Object.defineProperty({}, 'then', { get: fail }),
  () => 'javascript:alert(1)',
  () => 'data:text/html,a',
  () => '/callback',
  () => '//callback.example/',
  () => 'https://callback.example/\r\nset-cookie: a',
  () => new URL('https://callback.example/'),
  () => ({ toString: () => 'https://callback.example/' }),
];

/** `onError` and `translate` hear of each error once, and cannot hurt. */
export const hookCases: readonly ConformanceCase[] = [
  {
    name: 'onError is called once for each error answer, with its origin',
    run: (harness) => {
      const reports: ErrorReport[] = [];
      const options = { onError: (report: ErrorReport) => reports.push(report) };
      const routes = [throwing('/closed', closed), throwing('/crash', () => crash)];
      return withApplication(harness, { standard, options, routes }, async (port) => {
        for (const line of ['GET /closed?limit=1', 'GET /unknown', 'PUT /closed', 'GET /crash']) {
          const [method = '', target = ''] = line.split(' ');
          await exchange(port, requestBytes(method, target, { 'x-trace': line }));
        }
        assert.deepEqual(
          reports.map(({ origin, error, request, reply }) => [
            origin,
            error.code,
            `${request.method} ${request.url}`,
            reply.status,
          ]),
          [
            ['domain', 40305, 'GET /closed?limit=1', 403],
            ['framework', 40401, 'GET /unknown', 404],
            ['framework', 40501, 'PUT /closed', 405],
            ['unexpected', 50001, 'GET /crash', 500],
          ],
        );
        for (const { request } of reports)
          assert.equal(request.header('X-Trace'), `${request.method} ${request.url}`);
        assert.equal(reports[3]?.thrown, crash);
        assert.equal(reports[3].error.cause, crash);
      });
    },
  },
  {
    name: 'translate turns exceptions that the standard does not know into codes and failures',
    run: (harness) => {
      class Expired extends Error {}
      class Busy extends Error {}
      const options = {
        translate: (thrown: unknown) => {
          if (thrown instanceof Expired) return new MyDataError(40101);
          return thrown instanceof Busy ? new Failure('maintenance') : undefined;
        },
      };
      const routes = [throwing('/expired', () => new Expired()), throwing('/busy', () => new Busy())];
      return withApplication(harness, { standard, options, routes }, async (port) => {
        const [expired] = await exchange(port, requestBytes('GET', '/expired'));
        assertAnswer(expired, new MyDataError(40101), viewOf('GET', '/expired'), standard);
        const [busy] = await exchange(port, requestBytes('GET', '/busy'));
        assertAnswer(busy, new Failure('maintenance'), viewOf('GET', '/busy'), standard);
      });
    },
  },
  {
    name: 'translate is called before errors of the framework and its parsers are classified',
    run: (harness) => {
      const asked: unknown[] = [];
      const translate = (thrown: unknown) => {
        asked.push(thrown);
        return new MyDataError(50009);
      };
      const json = { 'content-type': 'application/json' };
      const routes = [{ method: 'POST' as const, path: '/json', handle: () => undefined }];
      return withApplication(harness, { standard, options: { translate }, routes }, async (port) => {
        const [response] = await exchange(port, requestBytes('POST', '/json', json, '{'), ['POST']);
        assert.equal(response?.body.toString().slice(0, 19), '{"rsp_code":"50009"');
        assert.equal(asked.length, 1);
        assert.match(String((asked[0] as Error).name), /^(Syntax|Fastify)Error$/);
      });
    },
  },
  ...misbehaviours.map(
    ([what, hook]): ConformanceCase => ({
      name: `hooks that ${what} do not change the answer`,
      run: async (harness) => {
        const unhandled: unknown[] = [];
        const note = (reason: unknown) => unhandled.push(reason);
        process.on('unhandledRejection', note);
        try {
          const options = { translate: hook as () => undefined, onError: hook };
          const routes = [throwing('/closed', closed), throwing('/crash', () => new Error('crash'))];
          await withApplication(harness, { standard, options, routes }, async (port) => {
            for (const [target, thrown] of [
              ['/closed', closed()],
              ['/crash', crash],
              ['/unknown', new Failure('route-not-found')],
            ] as const) {
              const [response] = await exchange(port, requestBytes('GET', target));
              assertAnswer(response, thrown, viewOf('GET', target), standard);
            }
          });
          assert.deepEqual(unhandled, []);
        } finally {
          process.off('unhandledRejection', note);
        }
      },
    }),
  ),
  {
    name: 'a callback that fails, or does not return a URL that a provider can approve, does not redirect',
    run: (harness) => {
      const denied = () => new MyDataAuthorizeError('access_denied');
      const asked: unknown[] = [];
      const authorize = mydataAuthorize({
        callback: ({ url }) => {
          const index = Number(url.split('=')[1]);
          asked.push(index);
          return callbacks[index]?.() as string | undefined;
        },
      });
      const routes = [throwing('/authorize', denied)];
      return withApplication(harness, { standard: authorize, routes }, async (port) => {
        for (const index of callbacks.keys()) {
          const target = `/authorize?callback=${index}`;
          const [response] = await exchange(port, requestBytes('GET', target));
          assertAnswer(response, denied(), viewOf('GET', target), mydataAuthorize());
        }
        assert.deepEqual(asked, [...callbacks.keys()]);
      });
    },
  },
];
