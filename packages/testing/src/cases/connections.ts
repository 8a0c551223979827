import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure, MyDataError, mydata } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Exchange } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();
const closed = () => new MyDataError(40305);
const routes = [throwing('/closed', closed)];

/** The connection, whatever was answered on it. */
export const connectionCases: readonly ConformanceCase[] = [
  {
    name: 'an answer that had begun is cut off: half a body cannot pass for a whole one',
    run: (harness) => {
      const half = {
        method: 'GET' as const,
        path: '/half',
        handle: async (route: Exchange) => {
          await route.begin('{"half":');
          throw closed();
        },
      };
      return withApplication(harness, { standard, routes: [half] }, async (port) => {
        const [response] = await exchange(port, requestBytes('GET', '/half'));
        assert.equal(response?.body.toString(), '{"half":');
        assert.equal(response.isWhole, false);
        const [next] = await exchange(port, requestBytes('GET', '/unknown'));
        assertAnswer(next, new Failure('route-not-found'), viewOf('GET', '/unknown'), standard);
      });
    },
  },
  {
    name: 'a stream that fails after its first bytes is cut off',
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
        const [response] = await exchange(port, requestBytes('GET', '/stream'));
        assert.equal(response?.body.toString(), 'first bytes');
        assert.equal(response.isWhole, false);
      });
    },
  },
  {
    name: 'a kept connection goes on after every answered error, pipelined requests included',
    run: (harness) =>
      withApplication(
        harness,
        { standard, routes: [...routes, throwing('/crash', () => new Error('crash'))] },
        async (port) => {
          const targets = ['/closed', '/crash', '/unknown', '/closed'];
          const bytes = Buffer.concat(targets.map((target) => requestBytes('GET', target)));
          const responses = await exchange(
            port,
            bytes,
            targets.map(() => 'GET'),
          );
          const thrown = [closed(), new Failure('unexpected'), new Failure('route-not-found'), closed()];
          for (const [index, target] of targets.entries()) {
            assertAnswer(responses[index], thrown[index], viewOf('GET', target), standard);
          }
        },
      ),
  },
  {
    name: 'a request body of 10 MB that nobody read does not stop the connection or the answer',
    run: (harness) =>
      withApplication(harness, { standard, routes }, async (port) => {
        const type = { 'content-type': 'application/octet-stream' };
        const bytes = requestBytes('POST', '/unknown', type, Buffer.alloc(10_000_000, 'a'));
        const [response] = await exchange(port, bytes);
        assertAnswer(response, new Failure('route-not-found'), viewOf('POST', '/unknown'), standard);
        const [next] = await exchange(port, requestBytes('GET', '/closed'));
        assertAnswer(next, closed(), viewOf('GET', '/closed'), standard);
      }),
  },
  {
    name: 'clients that leave before, while and after they are answered harm nobody',
    run: (harness) => {
      const slow = {
        method: 'GET' as const,
        path: '/slow',
        handle: () => delay(30).then(() => Promise.reject(closed())),
      };
      return withApplication(harness, { standard, routes: [...routes, slow] }, async (port) => {
        for (const patience of [0, 1, 5, 20, 40]) {
          const socket = connect(port, '127.0.0.1');
          socket.on('error', () => {});
          socket.write(requestBytes('GET', '/slow'));
          await delay(patience);
          socket.destroy();
        }
        await delay(60);
        const [response] = await exchange(port, requestBytes('GET', '/closed'));
        assertAnswer(response, closed(), viewOf('GET', '/closed'), standard);
      });
    },
  },
  {
    name: '200 errors at once are answered each',
    run: (harness) =>
      withApplication(harness, { standard, routes }, async (port) => {
        const all = await Promise.all(
          Array.from({ length: 200 }, () => exchange(port, requestBytes('GET', '/closed'))),
        );
        for (const [response] of all) assertAnswer(response, closed(), viewOf('GET', '/closed'), standard);
      }),
  },
];
