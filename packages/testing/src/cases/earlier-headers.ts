import assert from 'node:assert/strict';
import { MyDataError, mydata, type Standard, VaspError, vasp } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import { exchange, requestBytes } from '../raw-http.js';

type Headers = Readonly<Record<string, string>>;

interface Row {
  readonly what: string;
  readonly thrown: () => unknown;
  readonly standard?: Standard;
  /** Set by the application before it throws. */
  readonly set: Headers;
  /** Those of them that are sent, beside the standard's own or in the place of one. */
  readonly sent: Headers;
}

const challenge = 'Bearer realm="bank", error="invalid_token"';
const closed = () => new MyDataError(40305);

const table: readonly Row[] = [
  {
    what: 'no-store stays',
    thrown: closed,
    set: { 'cache-control': 'no-store, max-age=0', pragma: 'no-cache' },
    sent: { 'cache-control': 'no-store' },
  },
  {
    what: 'private becomes no-store',
    thrown: closed,
    set: { 'cache-control': 'private, max-age=60' },
    sent: { 'cache-control': 'no-store' },
  },
  {
    what: 'headers that permit storing are dropped, also for shared caches',
    thrown: closed,
    set: {
      'cache-control': 'public, max-age=60',
      'cdn-cache-control': 'max-age=60',
      'surrogate-control': 'max-age=60',
      expires: 'Thu, 01 Jan 2026 00:00:00 GMT',
    },
    sent: {},
  },
  {
    what: 'digests and signatures of the abandoned answer are dropped',
    thrown: closed,
    set: { digest: 'a', 'content-md5': 'a', 'content-digest': 'a', signature: 'a', 'signature-input': 'a' },
    sent: {},
  },
  {
    what: 'Retry-After is dropped if the same request cannot succeed later: a closed account',
    thrown: closed,
    set: { 'retry-after': '5' },
    sent: {},
  },
  {
    what: 'Retry-After is dropped on every 503 of a VASP',
    thrown: () => new VaspError('VASP_BACKEND_INTERNAL_ERROR'),
    standard: vasp(),
    set: { 'retry-after': '5' },
    sent: {},
  },
  {
    what: 'Retry-After stays if the same request may succeed later',
    thrown: () => new MyDataError(42901),
    set: { 'retry-after': '5' },
    sent: { 'retry-after': '5' },
  },
  {
    what: 'the Retry-After of the error wins',
    thrown: () => new MyDataError(42901, { retryAfter: 60 }),
    set: { 'retry-after': '5' },
    sent: {},
  },
  {
    what: 'a header called constructor stays',
    thrown: closed,
    set: { constructor: 'a' },
    sent: { constructor: 'a' },
  },
  { what: 'Allow is dropped on a 403', thrown: closed, set: { allow: 'GET' }, sent: {} },
  {
    what: 'a 401 keeps the challenge of the application',
    thrown: () => new MyDataError(40101),
    set: { 'www-authenticate': challenge },
    sent: { 'www-authenticate': challenge },
  },
  {
    what: 'the challenge of the error itself wins',
    thrown: () => new MyDataError(40101, { headers: { 'www-authenticate': 'Basic realm="a"' } }),
    set: { 'www-authenticate': challenge },
    sent: {},
  },
  {
    what: 'no other status carries a challenge',
    thrown: () => new Error('crash'),
    set: { 'www-authenticate': challenge },
    sent: {},
  },
  {
    what: 'a header that the standard decides is dropped: x-api-tran-id, if the request lacks one',
    thrown: closed,
    set: { 'x-api-tran-id': '<script>' },
    sent: {},
  },
  {
    what: 'vary of the error is added',
    thrown: () => new MyDataError(40305, { headers: { vary: 'Accept-Language, origin' } }),
    set: { vary: 'Origin' },
    sent: { vary: 'Origin, Accept-Language' },
  },
];

/** Headers that were set before an error answers. */
export const earlierHeaderCases: readonly ConformanceCase[] = [
  ...table.map(
    ({ what, thrown, standard = mydata(), set, sent }): ConformanceCase => ({
      name: `headers set earlier: ${what}`,
      run: (harness) => {
        const routes = [throwing('/set', thrown, set)];
        return withApplication(harness, { standard, routes }, async (port) => {
          const [response] = await exchange(port, requestBytes('GET', '/set'));
          assertAnswer(response, thrown(), viewOf('GET', '/set'), standard, {}, sent);
        });
      },
    }),
  ),
  {
    name: 'cookies of the error are added to those of the application',
    run: (harness) => {
      const thrown = () => new MyDataError(40305, { headers: { 'set-cookie': 'b=2' } });
      const standard = mydata();
      const routes = [throwing('/set', thrown, { 'set-cookie': 'a=1' })];
      return withApplication(harness, { standard, routes }, async (port) => {
        const [response] = await exchange(port, requestBytes('GET', '/set'));
        const cookies = response?.headers.flatMap(([name, value]) => (name === 'set-cookie' ? [value] : []));
        assert.deepEqual(cookies?.sort(), ['a=1', 'b=2']);
        const headers = response?.headers.filter(([name]) => name !== 'set-cookie') ?? [];
        const rest = response && { ...response, headers };
        assertAnswer(rest, new MyDataError(40305), viewOf('GET', '/set'), standard);
      });
    },
  },
];
