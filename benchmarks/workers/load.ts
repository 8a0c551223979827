/** Sends requests to a port, as many as it is told, and tells how long they took. */
import autocannon from 'autocannon';
import { path, requestHeaders } from '../applications/variant.js';
import { percentile } from '../statistics.js';

export interface Order {
  readonly port: number;
  readonly connections: number;
  readonly requests: number;
}

export interface Outcome {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p99: number;
}

async function run({ port, connections, requests }: Order): Promise<Outcome> {
  const times: number[] = [];
  let last = 0;
  const first = performance.now();
  const running = autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    headers: requestHeaders,
    connections,
    amount: requests,
    // It notices only this often that it is done.
    sampleInt: 10,
    setupClient: (client) =>
      client.on('response', (_status, _bytes, time) => {
        times.push(time);
        last = performance.now();
      }),
  });
  const { errors } = await running;
  if (errors > 0 || times.length !== requests) {
    throw new Error(`${times.length} of ${requests} requests were answered, ${errors} failed`);
  }
  return { requestsPerSecond: (requests / (last - first)) * 1_000, p99: percentile(times, 0.99) };
}

process.on('message', async (order: Order) => process.send?.(await run(order)));
process.on('disconnect', () => process.exit());
