import assert from 'node:assert/strict';
import { MyDataError, mydata } from '@oryu/core';
import { staleHeaders } from '@oryu/core/binding';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import { exchange, requestBytes } from '../raw-http.js';

const closed = () => new MyDataError(40305);

const staying = {
  'access-control-allow-origin': 'https://example.org',
  'content-security-policy': "default-src 'none'",
  'server-timing': 'db;dur=53',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  vary: 'Origin',
  'x-trace': '1',
};

const valuesThatNodeTakes: Readonly<Record<string, string>> = {
  'content-length': '5',
  'transfer-encoding': 'chunked',
};
const going = [...staleHeaders, 'content-type'];

/** Headers that described the abandoned answer: `staleHeaders` of core, in every framework. */
export const staleHeaderCases: readonly ConformanceCase[] = [
  {
    name: 'headers set earlier stay, except those that described the abandoned answer',
    run: (harness) => {
      const together = going.filter((name) => name !== 'transfer-encoding' && name !== 'trailer');
      const stale = Object.fromEntries(together.map((name) => [name, valuesThatNodeTakes[name] ?? 'stale']));
      const cookies = ['a=1; Path=/; HttpOnly', 'b=2'];
      const routes = [
        throwing('/stale', closed, { ...stale, ...staying }),
        throwing('/cookies', closed, { 'set-cookie': cookies }),
      ];
      const standard = mydata();
      return withApplication(harness, { standard, routes }, async (port) => {
        const [response] = await exchange(port, requestBytes('GET', '/stale'));
        assertAnswer(response, closed(), viewOf('GET', '/stale'), standard, staying);
        const [answer] = await exchange(port, requestBytes('GET', '/cookies'));
        const sent = answer?.headers.flatMap(([name, value]) => (name === 'set-cookie' ? [value] : []));
        assert.deepEqual(sent, cookies);
      });
    },
  },
  {
    name: 'each header that described the abandoned answer is dropped, also if it is the only one',
    run: (harness) => {
      const routes = going.map((name, index) =>
        throwing(`/stale/${index}`, closed, { [name]: valuesThatNodeTakes[name] ?? 'stale' }),
      );
      const standard = mydata();
      return withApplication(harness, { standard, routes }, async (port) => {
        for (const index of going.keys()) {
          const [response] = await exchange(port, requestBytes('GET', `/stale/${index}`));
          assertAnswer(response, closed(), viewOf('GET', `/stale/${index}`), standard);
        }
      });
    },
  },
];
