import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { Failure, MyDataError, MyDataTokenError, mydata, mydataToken, parseReply } from '@oryu/core';
import { staleHeaders } from '@oryu/core/binding';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Exchange } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();
const closed = () => new MyDataError(40305);
const view = (target: string, headers = {}) => viewOf('GET', target, headers);

/** What an answer carries, replaces and leaves alone. */
export const answerCases: readonly ConformanceCase[] = [
  {
    name: 'a rejected promise is answered as a throw is',
    run: (harness) =>
      withApplication(
        harness,
        { standard, routes: [{ method: 'GET', path: '/later', handle: () => Promise.reject(closed()) }] },
        async (port) => {
          const [response] = await exchange(port, requestBytes('GET', '/later'));
          assertAnswer(response, closed(), view('/later'), standard);
        },
      ),
  },
  {
    name: 'HEAD gets the headers of the answer and no body',
    run: (harness) =>
      withApplication(harness, { standard, routes: [throwing('/closed', closed)] }, async (port) => {
        const both = Buffer.concat([requestBytes('HEAD', '/closed'), requestBytes('GET', '/closed')]);
        const [head, get] = await exchange(port, both, ['HEAD', 'GET']);
        assertAnswer(head, closed(), viewOf('HEAD', '/closed'), standard);
        assertAnswer(get, closed(), view('/closed'), standard);
      }),
  },
  {
    name: 'headers set earlier stay; those that described the abandoned answer go',
    run: (harness) => {
      const staying = {
        'access-control-allow-origin': 'https://example.org',
        'x-trace': '1',
        'set-cookie': 'a=1',
      };
      const going = staleHeaders.filter((name) => name !== 'transfer-encoding' && name !== 'trailer');
      const routes = [
        {
          method: 'GET' as const,
          path: '/stale',
          handle: (route: Exchange) => {
            for (const [name, value] of Object.entries(staying)) route.setHeader(name, value);
            for (const name of going) route.setHeader(name, name === 'content-length' ? '5' : 'stale');
            route.setHeader('content-type', 'text/html');
            throw closed();
          },
        },
      ];
      return withApplication(harness, { standard, routes }, async (port) => {
        const [response] = await exchange(port, requestBytes('GET', '/stale'));
        assertAnswer(response, closed(), view('/stale'), standard, staying);
      });
    },
  },
  {
    name: 'a conditional request is answered in full, without an ETag',
    run: (harness) =>
      withApplication(harness, { standard, routes: [throwing('/closed', closed)] }, async (port) => {
        const [response] = await exchange(port, requestBytes('GET', '/closed', { 'if-none-match': '*' }));
        assertAnswer(response, closed(), view('/closed'), standard);
      }),
  },
  {
    name: 'the transaction id is echoed, and never reflected when malformed',
    run: (harness) =>
      withApplication(harness, { standard, routes: [throwing('/closed', closed)] }, async (port) => {
        for (const id of [
          '0000000000M00000000000001',
          'A',
          'abc',
          'A'.repeat(26),
          'A B',
          'A;B',
          '',
          '\u00e9',
        ]) {
          const headers = { 'x-api-tran-id': id };
          const [response] = await exchange(port, requestBytes('GET', '/closed', headers));
          assertAnswer(response, closed(), view('/closed', headers), standard);
          const isEchoed = response?.headers.some(([name]) => name === 'x-api-tran-id');
          assert.equal(isEchoed, /^[A-Z0-9]{1,25}$/.test(id), JSON.stringify(id));
        }
      }),
  },
  {
    name: 'a successful response is left as the framework makes it, but for the headers the standard owes',
    run: async (harness) => {
      const routes = [
        { method: 'GET' as const, path: '/fine', handle: (route: Exchange) => route.sendJson({ a: 1 }) },
      ];
      await withApplication(harness, { standard, standardHeaders: true, routes }, async (port) => {
        const headers = { 'x-api-tran-id': '0000000000M00000000000001' };
        const [plain] = await exchange(port, requestBytes('GET', '/fine'));
        const [owed] = await exchange(port, requestBytes('GET', '/fine', headers));
        assert.equal(plain?.status, 200);
        assert.equal(plain.body.toString(), '{"a":1}');
        assert.ok(!plain.headers.some(([name]) => name === 'x-api-tran-id'));
        assert.equal(owed?.body.toString(), '{"a":1}');
        assert.deepEqual(
          owed.headers.filter(([name]) => name === 'x-api-tran-id'),
          [['x-api-tran-id', headers['x-api-tran-id']]],
        );
        const [unknown] = await exchange(port, requestBytes('GET', '/unknown', headers));
        assertAnswer(unknown, new Failure('route-not-found'), view('/unknown', headers), standard);
      });
    },
  },
  {
    name: 'an error of another standard is answered in its own',
    run: (harness) => {
      const invalid = () => new MyDataTokenError('invalid_grant');
      return withApplication(harness, { standard, routes: [throwing('/token', invalid)] }, async (port) => {
        const [response] = await exchange(port, requestBytes('GET', '/token'));
        assertAnswer(response, invalid(), view('/token'), mydataToken());
      });
    },
  },
  {
    name: 'two standards govern two parts of one application',
    run: (harness) => {
      const crash = () => new Error('crash');
      const token = mydataToken({ texts: { server_error: '서버 오류' } });
      const mounts = [{ prefix: '/oauth', standard: token, routes: [throwing('/token', crash)] }];
      return withApplication(
        harness,
        { standard, routes: [throwing('/crash', crash)], mounts },
        async (port) => {
          const answers = [
            ['/oauth/token', crash(), token],
            ['/oauth/unknown', new Failure('route-not-found'), token],
            ['/crash', crash(), standard],
            ['/unknown', new Failure('route-not-found'), standard],
          ] as const;
          for (const [target, thrown, owner] of answers) {
            const [response] = await exchange(port, requestBytes('GET', target));
            assertAnswer(response, thrown, view(target), owner);
          }
        },
      );
    },
  },
  {
    name: 'an error read from another server is answered as upstream-failed',
    run: (harness) => {
      const body = '{"rsp_code":"40305","rsp_msg":"of another server"}';
      const upstream = () => parseReply(standard, { status: 403, headers: {}, body }).error;
      return withApplication(harness, { standard, routes: [throwing('/relay', upstream)] }, async (port) => {
        const [response] = await exchange(port, requestBytes('GET', '/relay'));
        assertAnswer(response, new Failure('upstream-failed'), view('/relay'), standard);
      });
    },
  },
  {
    name: 'a stream that fails before its first byte is answered as unexpected',
    run: (harness) => {
      const failing = () =>
        new Readable({
          read() {
            this.destroy(new Error('before the first byte'));
          },
        });
      const routes = [
        { method: 'GET' as const, path: '/stream', handle: (route: Exchange) => route.sendStream(failing()) },
      ];
      return withApplication(harness, { standard, routes }, async (port) => {
        const [response] = await exchange(port, requestBytes('GET', '/stream'));
        assertAnswer(response, new Failure('unexpected'), view('/stream'), standard);
      });
    },
  },
];
