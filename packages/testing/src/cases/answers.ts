import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import {
  Failure,
  MyDataAuthorizeError,
  MyDataError,
  mydata,
  mydataAuthorize,
  mydataToken,
  parseReply,
} from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, receivedBytes, viewOf } from '../expectations.js';
import type { Exchange } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();
const closed = () => new MyDataError(40305);
const view = (target: string, headers = {}) => viewOf('GET', target, headers);

/** The headers that an answer carries, replaces and leaves alone. */
export const answerCases: readonly ConformanceCase[] = [
  {
    name: 'the text, the retry time and the headers that an error carries are sent',
    run: (harness) => {
      const text = '조회 시작일이 잘못되었습니다';
      const routes = [
        throwing('/text', () => new MyDataError(40001, text)),
        throwing('/busy', () => new MyDataError(42901, { retryAfter: 59.5, headers: { 'x-quota': '0' } })),
      ];
      return withApplication(harness, { standard, routes }, async (port) => {
        const [worded] = await exchange(port, requestBytes('GET', '/text'));
        assert.equal(worded?.body.toString(), `{"rsp_code":"40001","rsp_msg":"${text}"}`);
        const [busy] = await exchange(port, requestBytes('GET', '/busy'));
        const sent = { 'retry-after': '60', 'x-quota': '0' };
        assertAnswer(busy, new MyDataError(42901), view('/busy'), standard, {}, sent);
      });
    },
  },
  {
    name: 'a redirect has neither a body nor a content type, whatever was set before',
    run: (harness) => {
      const callback = 'https://client.example/callback?a=1';
      const abandoned = {
        'content-type': 'text/html',
        'cache-control': 'max-age=60',
        location: '/abandoned',
      };
      const handle = (route: Exchange) => {
        for (const [name, value] of Object.entries(abandoned)) route.setHeader(name, value);
        throw new MyDataAuthorizeError('access_denied', '거부');
      };
      const routes = [{ method: 'GET' as const, path: '/authorize', handle }];
      const authorize = mydataAuthorize({ callback: () => callback });
      const headers = { 'x-api-tran-id': '0000000000M00000000000001' };
      const members = `error=access_denied&error_description=%EA%B1%B0%EB%B6%80&state=a+b&api_tran_id=${headers['x-api-tran-id']}`;
      const expected = [
        'HTTP/1.1 302 Found',
        'content-length: 0',
        `location: ${callback}&${members}`,
        `x-api-tran-id: ${headers['x-api-tran-id']}`,
        '',
        '',
      ];
      return withApplication(harness, { standard: authorize, routes }, async (port) => {
        for (const method of ['GET', 'HEAD']) {
          const request = requestBytes(method, '/authorize?state=a%20b', headers);
          const [response] = await exchange(port, request, [method]);
          assert.ok(response, 'no response came');
          assert.equal(receivedBytes(response), expected.join('\r\n'));
        }
      });
    },
  },
  {
    name: 'a rejected promise is answered like a throw',
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
    name: 'a conditional request is answered in full, without an ETag',
    run: (harness) => {
      const validators = { etag: '"v1"', 'last-modified': 'Mon, 01 Jan 2024 00:00:00 GMT' };
      const handle = (route: Exchange) => {
        for (const [name, value] of Object.entries(validators)) route.setHeader(name, value);
        throw closed();
      };
      const routes = [{ method: 'GET' as const, path: '/closed', handle }];
      return withApplication(harness, { standard, routes }, async (port) => {
        for (const headers of [
          { 'if-none-match': '*' },
          { 'if-none-match': validators.etag },
          { 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' },
        ]) {
          const [response] = await exchange(port, requestBytes('GET', '/closed', headers));
          assertAnswer(response, closed(), view('/closed'), standard);
        }
      });
    },
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
            ['GET', '/oauth/token', crash(), token],
            ['GET', '/oauth/unknown', new Failure('route-not-found'), token],
            ['PUT', '/oauth/token', new Failure('method-not-allowed', { allow: ['GET'] }), token],
            ['GET', '/crash', crash(), standard],
            ['GET', '/unknown', new Failure('route-not-found'), standard],
          ] as const;
          for (const [method, target, thrown, owner] of answers) {
            const [response] = await exchange(port, requestBytes(method, target));
            assertAnswer(response, thrown, viewOf(method, target), owner);
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
