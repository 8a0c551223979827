import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure, MyDataError, mydata } from '@oryu/core';
import { withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Exchange } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();

/** Answers that fail after they have begun. */
export const cutOffCases: readonly ConformanceCase[] = [
  ...(['HTTP/1.1', 'HTTP/1.0'] as const).flatMap((version): readonly ConformanceCase[] => {
    const get = (target: string) => requestBytes('GET', target).toString().replace('HTTP/1.1', version);
    return [
      {
        name: `an answer over ${version} that has begun is cut off: half a body cannot pass for a whole one`,
        run: (harness) => {
          const half = {
            method: 'GET' as const,
            path: '/half',
            handle: async (route: Exchange) => {
              await route.begin('{"half":');
              // Node's client takes a reset that arrives with the first bytes for a regular end.
              await delay(50);
              throw new MyDataError(40305);
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
];
