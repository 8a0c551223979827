/**
 * Answers as many errors as its arguments say, by `toReply` and then by each framework over sockets, and prints
 * how much more memory is in use than after the first ones. Where that is more than a tolerance, it measures
 * again. No two requests are alike: whatever a client can make up is made up anew.
 */
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { Failure, MyDataError, mydata, toReply } from '@oryu/core';
import { type Harness, RawConnection, requestBytes } from '@oryu/testing';
import { configured } from '../packages/testing/src/standards.js';
import { harnesses } from './harnesses/index.js';

/** How much more memory is in use after more errors. */
export interface Growth {
  readonly name: string;
  readonly errors: number;
  readonly bytes: number;
}

const [byToReply = 0, bySocket = 0, tolerance = 0] = process.argv.slice(2).map(Number);

async function used(): Promise<number> {
  // Sockets, timers and finalizers end in turns of their own.
  for (let turn = 0; turn < 2; turn += 1) {
    await setTimeout(10);
    globalThis.gc?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Compiled code and the garbage collector can add to memory once; what grows adds to it every time. */
const mostRounds = 3;

async function measure(name: string, errors: number, answer: (from: number, to: number) => unknown) {
  await answer(0, errors);
  let bytes = Number.POSITIVE_INFINITY;
  for (let round = 1; round <= mostRounds && bytes > tolerance; round += 1) {
    const before = await used();
    await answer(round * errors, (round + 1) * errors);
    bytes = (await used()) - before;
  }
  process.stdout.write(`${JSON.stringify({ name, errors, bytes } satisfies Growth)}\n`);
}

const transactionId = (index: number) => `ORYUBANK01S${String(index).padStart(14, '0')}`;

const thrown: readonly ((index: number) => unknown)[] = [
  (index) => new Failure('invalid-parameter', { names: [`name_${index}`] }),
  (index) => new Failure('missing-header', { names: [`x-${index}`] }),
  (index) => new Failure('method-not-allowed', { allow: [`M${index}`] }),
  (index) => new Failure('rate-limited', { retryAfter: index }),
  (index) => new Error(`text ${index}`),
  (index) => new MyDataError(40001, `text ${index}`),
  (index) => new MyDataError(42901, { retryAfter: index, headers: { [`x-${index}`]: `${index}` } }),
  (index) => ({ [`member${index}`]: index }),
  (index) => `text ${index}`,
];

await measure('toReply', byToReply, (from, to) => {
  for (let index = from; index < to; index += 1) {
    const request = {
      method: `M${index}`,
      url: `/${index}?client_id=${index}&state=${index}&redirect_uri=https%3A%2F%2Fa.example%2F${index}`,
      header: (name: string) => (name === 'x-api-tran-id' ? transactionId(index) : `${name} ${index}`),
    };
    const make = thrown[index % thrown.length];
    const under = configured[index % configured.length];
    assert.ok(make !== undefined && under !== undefined);
    toReply(make(index), request, under.standard);
  }
});

/** Requests of every kind, and the status of the answer to each. */
const requests: readonly ((index: number) => [status: number, bytes: Buffer])[] = [
  (index) => [403, requestBytes('GET', `/closed?${index}`, { 'x-api-tran-id': transactionId(index) })],
  (index) => [404, requestBytes('GET', `/${index}/unknown`, { [`x-${index}`]: `${index}` })],
  (index) => [405, requestBytes('DELETE', `/closed?${index}`)],
  (index) => [500, requestBytes('GET', `/text/${index}`)],
  (index) => [400, requestBytes('GET', `/name/name_${index}`)],
  (index) => [403, requestBytes('POST', '/closed', { 'content-type': 'application/json' }, `{"a":${index}}`)],
];

/** How many requests are sent at once. */
const pipelined = 60;

async function overSockets(harness: Harness): Promise<void> {
  const closed = () => {
    throw new MyDataError(40305);
  };
  const { port, stop } = await harness.start({
    standard: mydata(),
    // Else a framework prints each crash.
    options: { onError: () => {} },
    routes: [
      { method: 'GET', path: '/closed', handle: closed },
      { method: 'POST', path: '/closed', handle: closed },
      {
        method: 'GET',
        path: '/text/:text',
        handle: (route) => {
          throw new Error(route.parameter('text'));
        },
      },
      {
        method: 'GET',
        path: '/name/:name',
        handle: (route) => {
          throw new Failure('invalid-parameter', { names: [route.parameter('name') ?? ''] });
        },
      },
    ],
  });
  const connection = await RawConnection.open(port);
  await measure(harness.name, bySocket, async (from, to) => {
    for (let first = from; first < to; first += pipelined) {
      const batch = Array.from({ length: pipelined }, (_, index) => {
        const make = requests[index % requests.length];
        assert.ok(make !== undefined);
        return make(first + index);
      });
      connection.send(Buffer.concat(batch.map(([, bytes]) => bytes)));
      for (const [status] of batch) assert.equal((await connection.response()).status, status);
    }
  });
  connection.reset();
  await stop();
}

for (const harness of Object.values(harnesses).flat()) await overSockets(harness);
