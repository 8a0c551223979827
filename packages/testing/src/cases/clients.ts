import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { type ErrorReport, MyDataError, mydata, ProblemDetailsError, problemDetails } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Route } from '../harness.js';
import { RawConnection } from '../raw-connection.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();
const closed = () => new MyDataError(40305);
const routes = [throwing('/closed', closed)];

const crowd = 1000;
/** A server takes no more connections at once than Node's backlog of 511. */
const pipelined = 4;
/** The last of them waits for all the others, also on a busy machine. */
const patience = 20_000;

/** Together more than the buffers between a server and a client take. */
const floodSize = 150;
const largeText = 'a'.repeat(100_000);
const largeError = () => new ProblemDetailsError(500, largeText);
/** Clients that leave, that do not read, and many at once. */
export const clientCases: readonly ConformanceCase[] = [
  {
    name: 'a client that leaves before its answer affects no other client, and onError is called once',
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
    name: 'a client that leaves after its answer affects no other client',
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
      name: `a client that stops reading and then ${then} blocks no other client, and the server takes no more of its requests`,
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
          // Large requests: the server takes them all at once, however little of the answers has left.
          const bytes = requestBytes('GET', '/large', { 'x-padding': 'a'.repeat(8000) });
          for (let sent = 0; sent < floodSize; sent += 1) connection.send(bytes);
          for (let before = 0; taken === 0 || before < taken; await delay(50)) before = taken;
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
    name: 'each of 1,000 errors at once is answered with the transaction id of its request',
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
          const connection = await RawConnection.open(port, patience);
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

/** Lets pass who waits for it, once it is open. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
