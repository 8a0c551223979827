import { Failure, MyDataError, mydata } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Route } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();

/** Members that an error, an option, a row or a reply of ours could inherit, and no framework reads of its own objects. */
const members: Readonly<Record<string, unknown>> = {
  'set-cookie': 'sid=x',
  'content-length': '1',
  'x-api-tran-id': 'x',
  'retry-after': '1',
  retryAfter: 1,
  retryable: true,
  challenge: 'Bearer x',
  texts: { 40305: 'x' },
  wwwAuthenticate: 'x',
  unlisted: 'bare',
  otherwise: 40402,
  fromWire: true,
};

const thrown: readonly (readonly [target: string, make: () => unknown])[] = [
  ['/typed', () => new MyDataError(40305)],
  ['/options', () => new MyDataError(40001, { message: '설명' })],
  ['/failure', () => new Failure('unavailable')],
  ['/crash', () => new Error('crash')],
];
const routes: readonly Route[] = thrown.map(([target, make]) => throwing(target, make));

/** After `{"__proto__":{…}}` was merged somewhere, every object has members that nobody gave it. */
export const pollutedCases: readonly ConformanceCase[] = [
  {
    name: 'a polluted Object.prototype changes no answer, while it lasts and afterwards',
    run: (harness) =>
      withApplication(harness, { standard, routes }, async (port) => {
        const answered = [
          ...thrown.map(([target, make]) => [target, make()] as const),
          ['/nowhere', new Failure('route-not-found')] as const,
        ];
        const expectAnswers = async (): Promise<(() => void)[]> => {
          const checks: (() => void)[] = [];
          for (const [target, error] of answered) {
            const [response] = await exchange(port, requestBytes('GET', target));
            checks.push(() => assertAnswer(response, error, viewOf('GET', target), standard));
          }
          return checks;
        };
        for (const [name, value] of Object.entries(members)) {
          let checks: (() => void)[];
          Object.defineProperty(Object.prototype, name, {
            value,
            configurable: true,
            enumerable: true,
            writable: true,
          });
          try {
            checks = await expectAnswers();
          } finally {
            Reflect.deleteProperty(Object.prototype, name);
          }
          for (const check of [...checks, ...(await expectAnswers())]) check();
        }
      }),
  },
];
