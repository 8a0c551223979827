import assert from 'node:assert/strict';
import { Failure, MyDataError, mydata, type Standard, toReply } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { expectedBytes, receivedBytes, viewOf } from '../expectations.js';
import type { Route } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

/** What one `{"__proto__": …}`, merged deeply into any object of the process, makes every object inherit. */
const members: readonly (readonly [name: string, value: unknown])[] = [
  ['set-cookie', 'sid=polluted'],
  ['content-length', '3'],
  ['location', 'https://polluted.example/'],
  ['www-authenticate', 'Polluted'],
  ['retry-after', '7'],
  ['x-api-tran-id', 'POLLUTED'],
  ['message', 'polluted'],
  ['text', 'polluted'],
  ['detail', 'polluted'],
  ['code', 40001],
  ['status', 404],
  ['statusCode', 404],
  ['retryAfter', 7],
  ['retryable', true],
  ['standard', 'vasp'],
  ['fromWire', true],
  ['names', ['polluted']],
  ['challenge', 'Polluted'],
  ['needs', 'detail'],
  ['field', 'polluted'],
];

/** A code for each member: nothing that was kept before may answer in its place. */
const codes = [
  40001, 40002, 40003, 40101, 40102, 40103, 40104, 40105, 40301, 40302, 40303, 40304, 40305, 40401, 40402,
  40403, 40501, 42901, 50001, 50002, 50003,
] as const;

async function whilePolluted(name: string, value: unknown, act: () => Promise<void>): Promise<void> {
  assert.ok(!(name in Object.prototype), `every object has ${name} already`);
  Object.defineProperty(Object.prototype, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
  try {
    await act();
  } finally {
    Reflect.deleteProperty(Object.prototype, name);
  }
}

/** What the application throws by path, and what answers it. */
const thrownFor = (index: number, name: string): Readonly<Record<string, unknown>> => ({
  [`/polluted/${index}/code`]: new MyDataError(codes[index] ?? 40001),
  [`/polluted/${index}/text`]: new MyDataError(40001, `text ${name}`),
  [`/polluted/${index}/failure`]: new Failure('unauthenticated'),
  [`/polluted/${index}/limit`]: new Failure('rate-limited'),
  [`/polluted/${index}/error`]: new Error('a crash'),
  [`/polluted/${index}/object`]: {},
});

const standard: Standard = mydata();

export const pollutedCases: readonly ConformanceCase[] = [
  {
    name: 'a polluted Object.prototype does not change answers, neither during the pollution nor afterwards',
    async run(harness) {
      const thrown = members.map(([name], index) => thrownFor(index, name));
      const routes = thrown
        .flatMap((each) => Object.entries(each))
        .map(([path, value]): Route => throwing(path, () => value));
      // The application's own standard has kept no reply before the first pollution.
      await withApplication(harness, { standard: mydata(), standardHeaders: true, routes }, async (port) => {
        const ask = async (target: string) => (await exchange(port, requestBytes('GET', target)))[0];
        for (const [index, [name, value]] of members.entries()) {
          const expected = Object.entries({
            ...thrown[index],
            [`/polluted/${index}/unknown`]: new Failure('route-not-found'),
          }).map(([target, error]) => {
            const request = viewOf('GET', target);
            return { target, bytes: expectedBytes(toReply(error, request, standard)) };
          });
          const check = async () => {
            for (const { target, bytes } of expected) {
              const response = await ask(target);
              assert.ok(response, `${name}: no response came`);
              assert.equal(receivedBytes(response), bytes, name);
            }
          };
          // A text is kept when it comes again.
          await whilePolluted(name, value, async () => {
            await check();
            await check();
          });
          await check();
        }
      });
    },
  },
  {
    name: 'a polluted Object.prototype does not change the answer to a wrong method',
    async run(harness) {
      const routes = [throwing('/polluted', () => new MyDataError(40305))];
      const failure = new Failure('method-not-allowed', { allow: ['GET', 'HEAD'] });
      const bytes = expectedBytes(toReply(failure, viewOf('DELETE', '/polluted'), standard));
      await withApplication(harness, { standard: mydata(), routes }, async (port) => {
        for (const [name, value] of members) {
          await whilePolluted(name, value, async () => {
            const [response] = await exchange(port, requestBytes('DELETE', '/polluted'));
            assert.equal(response && receivedBytes(response), bytes, name);
          });
        }
      });
    },
  },
];
