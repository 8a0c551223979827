import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type ErrorReport,
  Failure,
  type FailureKind,
  MyDataError,
  mydata,
  ProblemDetailsError,
  problemDetails,
} from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Exchange, Harness, Route } from '../harness.js';
import { chunked, exchange, RawConnection, requestBytes } from '../raw-http.js';
import { provocations, provokedRoutes } from './failures.js';

const standard = mydata();
const closed = () => new MyDataError(40305);
const routes = [throwing('/closed', closed)];

const crowd = 1000;
/** A server takes no more connections at once than Node's backlog of 511. */
const pipelined = 4;

/** Together more than the buffers between a server and a client take. */
const floodSize = 150;
const largeText = 'a'.repeat(100_000);
const largeError = () => new ProblemDetailsError(500, largeText);

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

/** The connection, whatever was answered on it. */
export const connectionCases: readonly ConformanceCase[] = [
  ...(['HTTP/1.1', 'HTTP/1.0'] as const).flatMap((version): readonly ConformanceCase[] => {
    const get = (target: string) => requestBytes('GET', target).toString().replace('HTTP/1.1', version);
    return [
      {
        name: `an answer over ${version} that had begun is cut off: half a body cannot pass for a whole one`,
        run: (harness) => {
          const half = {
            method: 'GET' as const,
            path: '/half',
            handle: async (route: Exchange) => {
              await route.begin('{"half":');
              // Node's client takes a reset that arrives with the first bytes for a regular end.
              await delay(50);
              throw closed();
            },
          };
          return withApplication(harness, { standard, routes: [half] }, async (port) => {
            const [response] = await exchange(port, get('/half'));
            assert.equal(response?.body.toString(), '{"half":');
            assert.equal(response.isWhole, false);
            const [next] = await exchange(port, requestBytes('GET', '/unknown'));
            assertAnswer(next, new Failure('route-not-found'), viewOf('GET', '/unknown'), standard);
          });
        },
      },
      {
        name: `a stream over ${version} that fails after its first bytes is cut off`,
        run: (harness) => {
          const failing = () => {
            let reads = 0;
            return new Readable({
              read() {
                reads += 1;
                if (reads === 1) this.push('first bytes');
                else setTimeout(() => this.destroy(new Error('after the first bytes')), 50);
              },
            });
          };
          const stream = {
            method: 'GET' as const,
            path: '/stream',
            handle: (route: Exchange) => route.sendStream(failing()),
          };
          return withApplication(harness, { standard, routes: [stream] }, async (port) => {
            const [response] = await exchange(port, get('/stream'));
            assert.equal(response?.body.toString(), 'first bytes');
            assert.equal(response.isWhole, false);
          });
        },
      },
    ];
  }),
  {
    name: 'a kept connection goes on after every answered error, pipelined requests included',
    run: (harness) => {
      const crash = () => new Error('crash');
      const failing = [throwing('/crash', crash), ...routes, ...provokedRoutes];
      return withApplication(harness, { standard, routes: failing }, async (port) => {
        const connection = await RawConnection.open(port);
        for (const [target, error] of [
          ['/closed', closed],
          ['/crash', crash],
        ] as const) {
          connection.send(requestBytes('GET', target));
          assertAnswer(await connection.response(), error(), viewOf('GET', target), standard);
        }
        await assertGoesOn(connection, harness, ({ hasBody }) => !hasBody);
      });
    },
  },
  {
    name: 'a kept connection goes on after every body that is refused, pipelined requests included',
    run: (harness) =>
      withApplication(harness, { standard, routes: [...routes, ...provokedRoutes] }, async (port) => {
        const connection = await RawConnection.open(port);
        await assertGoesOn(connection, harness, ({ hasBody }) => hasBody);
      }),
  },
  ...[
    { how: 'of 10 MB', headers: {}, body: tenMegabytes },
    { how: 'of 10 MB in chunks', headers: { 'transfer-encoding': 'chunked' }, body: chunked(tenMegabytes) },
    { how: 'of a few bytes', headers: {}, body: 'a' },
  ].map(
    ({ how, headers, body }): ConformanceCase => ({
      name: `a request body ${how} that nobody read stops neither the answer nor the connection`,
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
    name: 'a client that sends 10 MB before it reads gets the answer, though the connection closes',
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
  {
    name: 'a client that leaves before its answer harms nobody, and onError hears of the error once',
    run: (harness) => {
      const reports: ErrorReport[] = [];
      const options = { onError: (report: ErrorReport) => reports.push(report) };
      const [entered, left] = [gate(), gate()];
      const waiting: Route = {
        method: 'GET',
        path: '/waiting',
        handle: async () => {
          entered.open();
          await left.opened;
          throw closed();
        },
      };
      return withApplication(harness, { standard, options, routes: [waiting, ...routes] }, async (port) => {
        const connection = await RawConnection.open(port);
        connection.send(requestBytes('GET', '/waiting'));
        await entered.opened;
        connection.reset();
        await delay(20);
        left.open();
        const [response] = await exchange(port, requestBytes('GET', '/closed'));
        assertAnswer(response, closed(), viewOf('GET', '/closed'), standard);
        assert.deepEqual(
          reports.map(({ origin, request }) => [origin, request.url]),
          [
            ['domain', '/waiting'],
            ['domain', '/closed'],
          ],
        );
      });
    },
  },
  {
    name: 'a client that leaves after its answer harms nobody',
    run: (harness) =>
      withApplication(harness, { standard, routes }, async (port) => {
        for (const target of ['/closed', '/unknown', '/closed']) {
          const connection = await RawConnection.open(port);
          await connection.send(requestBytes('GET', target)).response();
          connection.reset();
        }
        const [response] = await exchange(port, requestBytes('GET', '/closed'));
        assertAnswer(response, closed(), viewOf('GET', '/closed'), standard);
      }),
  },
  ...(['reads on', 'leaves'] as const).map(
    (then): ConformanceCase => ({
      name: `a client that stops reading and then ${then} blocks nobody; the server takes no more requests of it`,
      run: (harness) => {
        let taken = 0;
        const large: Route = {
          method: 'GET',
          path: '/large',
          handle: () => {
            taken += 1;
            throw largeError();
          },
        };
        return withApplication(harness, { standard, routes: [large, ...routes] }, async (port) => {
          const connection = await RawConnection.open(port);
          connection.socket.pause();
          // Large requests: what arrives at once is taken at once, however little of the answers has left.
          const bytes = requestBytes('GET', '/large', { 'x-padding': 'a'.repeat(8000) });
          for (let sent = 0; sent < floodSize; sent += 1) connection.send(bytes);
          for (let before = -1; before < taken; await delay(50)) before = taken;
          assert.ok(taken > 0 && taken < floodSize, `${taken} of ${floodSize} requests were taken`);

          const [other] = await exchange(port, requestBytes('GET', '/closed'));
          assertAnswer(other, closed(), viewOf('GET', '/closed'), standard);
          if (then === 'reads on') {
            connection.socket.resume();
            for (let received = 0; received < floodSize; received += 1) {
              const response = await connection.response();
              assertAnswer(response, largeError(), viewOf('GET', '/large'), problemDetails());
            }
            assert.equal(taken, floodSize);
          }
          connection.reset();
          const [next] = await exchange(port, requestBytes('GET', '/closed'));
          assertAnswer(next, closed(), viewOf('GET', '/closed'), standard);
          assert.ok(then === 'reads on' || taken < floodSize);
        });
      },
    }),
  ),
  {
    name: '1,000 errors at once are answered each, each with the transaction id of its request',
    run: (harness) => {
      const together = gate();
      let arrived = 0;
      const meeting: Route = {
        method: 'GET',
        path: '/meeting',
        handle: async () => {
          arrived += 1;
          if (arrived === crowd) together.open();
          await together.opened;
          throw closed();
        },
      };
      return withApplication(harness, { standard, routes: [meeting] }, async (port) => {
        const answers = Array.from({ length: crowd / pipelined }, async (_, index) => {
          const connection = await RawConnection.open(port);
          const requests = Array.from({ length: pipelined }, (_, position) => ({
            'x-api-tran-id': `ORYUBANK01S${String(index * pipelined + position).padStart(14, '0')}`,
          }));
          connection.send(...requests.map((headers) => requestBytes('GET', '/meeting', headers)));
          for (const headers of requests) {
            const view = viewOf('GET', '/meeting', headers);
            assertAnswer(await connection.response(), closed(), view, standard);
          }
          connection.reset();
        });
        await Promise.all(answers);
      });
    },
  },
];

/** Provokes on one connection what the framework can answer, each with a request behind it. */
async function assertGoesOn(
  connection: RawConnection,
  { cannot }: Harness,
  isWanted: (provocation: (typeof provocations)[number]) => boolean,
): Promise<void> {
  for (const provocation of provocations) {
    if (!isWanted(provocation) || provocation.name in cannot) continue;
    connection.send(provocation.bytes, requestBytes('GET', '/closed'));
    provocation.assertAnswered(await connection.response(provocation.method));
    assertAnswer(await connection.response(), closed(), viewOf('GET', '/closed'), standard);
  }
  connection.reset();
}

/** Lets pass who waits for it, once it is open. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
