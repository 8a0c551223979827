import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect as connect2, createServer as createServer2, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { keptAlive, request, responseText, textOf } from '../../../../test/support/raw-http.js';
import { Served } from '../../../../test/support/served.js';
import type { Reply } from '../reply.js';
import { isAnswered, sealReply, writeReply } from './index.js';

const body = '{"rsp_code":"40305","rsp_msg":"해지"}';
const headers = { 'content-type': 'application/json; charset=UTF-8', 'content-length': '39' };
const reply: Reply = { status: 403, headers, body };
const other: Reply = { status: 500, headers: { 'content-length': '5' }, body: 'other' };
const textOfReply = (more: Record<string, string> = {}) =>
  responseText('HTTP/1.1 403 Forbidden', Object.entries({ ...headers, ...keptAlive, ...more }), body);

const serve = (
  after: (response: ServerResponse) => unknown,
  before: (response: ServerResponse) => unknown = () => {},
) =>
  Served.start((_request, response) => {
    before(response);
    sealReply(response, reply);
    after(response);
  });

describe('if anything else is sent, the reply replaces it', () => {
  test.each<[string, (response: ServerResponse) => unknown]>([
    ['end()', (response) => response.end()],
    ['end(text)', (response) => response.end('secret')],
    [
      'end(text, null, null), as Fastify calls it',
      (response) => response.end('secret', null as never, null as never),
    ],
    [
      'writeHead() and end()',
      (response) => response.writeHead(200, 'OK', { 'content-length': '6' }).end('secret'),
    ],
    ['writeHead() twice', (response) => response.writeHead(200).writeHead(500).end('secret')],
    [
      'write() and end()',
      (response) => {
        response.write('sec');
        response.write('ret');
        response.end();
      },
    ],
    [
      'write() and a later end()',
      (response) => {
        response.write('secret');
        setTimeout(() => response.end('secret'), 20);
      },
    ],
    [
      'flushHeaders() and end()',
      (response) => {
        response.flushHeaders();
        response.end('secret');
      },
    ],
    ['a stream', (response) => Readable.from(['sec', 'ret']).pipe(response)],
    [
      'a status and headers of its own',
      (response) => {
        response.statusCode = 200;
        response.setHeader('content-type', 'text/html');
        response.setHeader('content-encoding', 'gzip');
        response.end('secret');
      },
    ],
    [
      'trailers',
      (response) => {
        response.setHeader('trailer', 'x-a');
        response.addTrailers({ 'x-a': 'secret' });
        response.end();
      },
    ],
    [
      'another reply',
      (response) => {
        sealReply(response, other);
        response.end();
      },
    ],
    [
      'an end() after the end()',
      (response) => {
        response.end();
        response.end('secret');
        response.write('secret');
      },
    ],
  ])('%s', async (_, after) => {
    const served = await serve(after);
    const connection = await served.connect();
    connection.send(request('GET /'), request('GET /'));
    expect(textOf(await connection.response())).toBe(textOfReply());
    expect(textOf(await connection.response())).toBe(textOfReply());
    connection.reset();
  });
});

test('HEAD gets the headers and no body', async () => {
  const served = await serve((response) => response.end('secret'));
  const connection = await served.connect();
  connection.send(request('HEAD /'), request('GET /'));
  expect(textOf(await connection.response('HEAD'))).toBe(textOfReply().replace(body, ''));
  expect(textOf(await connection.response())).toBe(textOfReply());
  connection.reset();
});

test.each<[string, (response: ServerResponse) => unknown]>([
  ['before', (response) => response.setHeader('x-trace', '1')],
  ['afterwards', (response) => response.setHeader('x-trace', '1').end()],
  ['with writeHead', (response) => response.writeHead(200, { 'x-trace': '1', 'x-name': '계좌' }).end()],
  ['with writeHead, behind a phrase', (response) => response.writeHead(200, 'OK', { 'x-trace': '1' }).end()],
  ['with writeHead, as a list', (response) => response.writeHead(200, ['x-trace', '1']).end()],
])('headers set %s stay', async (_, set) => {
  const served = await serve((response) => {
    set(response);
    response.end();
  });
  expect(await served.answerTo(request('GET /'))).toBe(textOfReply({ 'x-trace': '1' }));
});

test('methods that others replaced on the response before are called, and see the sent bytes', async () => {
  const seen: unknown[] = [];
  const served = await serve(
    (response) => response.end('secret'),
    (response) => {
      const { writeHead, end } = response;
      Object.assign(response, {
        writeHead(...given: never[]) {
          response.setHeader('x-hook', '1');
          return writeHead.apply(response, given as never);
        },
        end(...given: never[]) {
          seen.push(response.statusCode, given[0]);
          return end.apply(response, given as never);
        },
      });
    },
  );
  expect(await served.answerTo(request('GET /'))).toBe(textOfReply({ 'x-hook': '1' }));
  expect(seen).toEqual([403, body]);
});

test('at finish, getHeaders() returns the sent headers', async () => {
  const finished: unknown[] = [];
  const served = await serve((response) => {
    response.on('finish', () => finished.push(response.statusCode, { ...response.getHeaders() }));
    response.end();
  });
  await served.answerTo(request('GET /'));
  expect(finished).toEqual([403, headers]);
});

test('end() calls back when the reply has left', async () => {
  const called = new Promise<boolean>((resolve) => {
    void serve((response) => response.end('secret', () => resolve(response.writableFinished))).then(
      (served) => served.answerTo(request('GET /')),
    );
  });
  expect(await called).toBe(true);
});

test('a response is answered once it is sealed or written', async () => {
  const answered: boolean[] = [];
  const served = await Served.start((incoming, response) => {
    answered.push(isAnswered(response));
    if (incoming.url === '/sealed') sealReply(response, reply);
    else writeReply(response, reply);
    answered.push(isAnswered(response));
    response.end();
  });
  await served.answerTo(request('GET /sealed'));
  await served.answerTo(request('GET /written'));
  expect(answered).toEqual([false, true, false, true]);
});

test('an answer that has begun is cut off', async () => {
  const served = await Served.start((_request, response) => {
    response.write('half');
    sealReply(response, reply);
    response.end();
  });
  const connection = await served.connect();
  const { isWhole } = await connection
    .send(request('GET /'))
    .response()
    .then(
      () => ({ isWhole: true }),
      () => ({ isWhole: false }),
    );
  expect(isWhole).toBe(false);
});

test('HTTP/2 alike', async () => {
  const server = createServer2((_request, response: Http2ServerResponse) => {
    sealReply(response, reply);
    response.writeHead(200, { 'x-trace': '1' });
    response.end('secret');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const session = connect2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stream = session.request({ ':path': '/' });
  const [head] = await once(stream, 'response');
  const chunks = await stream.toArray();
  expect([
    head[':status'],
    head['x-trace'],
    head['content-length'],
    Buffer.concat(chunks).toString(),
  ]).toEqual([403, '1', '39', body]);
  session.close();
  server.close();
});
