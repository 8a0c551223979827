import { once } from 'node:events';
import { createServer, IncomingMessage } from 'node:http';
import { connect, createServer as createServer2 } from 'node:http2';
import { type AddressInfo, Socket } from 'node:net';
import { Served } from '../../../../test/support/served.js';
import type { RequestView } from '../reply.js';
import { requestView } from './index.js';

/** What is seen of a request, given by its bytes. */
async function viewOf(bytes: string, url?: string): Promise<RequestView> {
  const server = createServer();
  const { connect } = await Served.start(server).then((served) => ({ connect: () => served.connect() }));
  const connection = await connect();
  connection.send(bytes);
  const [request] = await once(server, 'request');
  connection.reset();
  return requestView(request, url);
}

test.each([
  ['a path', '/v2/accounts', '/v2/accounts'],
  ['a path with a query', '/v2/accounts?limit=1&next=a%2Fb', '/v2/accounts?limit=1&next=a%2Fb'],
  ['a path that cannot be decoded', '/%E0%A4', '/%E0%A4'],
  ['a target with its host', 'http://localhost/v2', 'http://localhost/v2'],
  ['the server as a whole', '*', '*'],
])('method and URL are those received: %s', async (_what, target, url) => {
  const view = await viewOf(`OPTIONS ${target} HTTP/1.1\r\nhost: a\r\n\r\n`);
  expect([view.method, view.url]).toEqual(['OPTIONS', url]);
});

test('if a framework changes the URL, the view has the received one', async () => {
  const view = await viewOf('GET /accounts HTTP/1.1\r\nhost: a\r\n\r\n', '/v2/accounts');
  expect(view.url).toBe('/v2/accounts');
});

describe('a header', () => {
  test.each([
    ['is found by its name in any case', 'X-Api-Tran-Id: A', 'x-API-tran-id', 'A'],
    ['that is absent is undefined', 'a: b', 'x-api-tran-id', undefined],
    ['that is empty is empty', 'x-api-tran-id:', 'x-api-tran-id', ''],
    ['sent twice has both values', 'x-api-tran-id: A\r\nx-api-tran-id: B', 'x-api-tran-id', 'A, B'],
    [
      'that Node keeps as an array has all values',
      'set-cookie: a=1\r\nset-cookie: b=2',
      'set-cookie',
      'a=1, b=2',
    ],
    [
      'of which there can be but one is the first',
      'authorization: a\r\nauthorization: b',
      'authorization',
      'a',
    ],
    ['named as a member of every object is undefined if absent', 'a: b', 'constructor', undefined],
    ['named as the prototype of every object is undefined if absent', 'a: b', '__proto__', undefined],
    ['named as a member of every object is found', 'constructor: A', 'constructor', 'A'],
  ])('%s', async (_what, lines, name, value) => {
    const view = await viewOf(`GET / HTTP/1.1\r\nhost: a\r\n${lines}\r\n\r\n`);
    expect(view.header(name)).toBe(value);
  });
});

test('a request that is not of a server has an empty method and URL', () => {
  const view = requestView(new IncomingMessage(new Socket()));
  expect([view.method, view.url]).toEqual(['', '']);
});

test('a tunnel over HTTP/2 has no path, so its URL is empty', async () => {
  const server = createServer2(() => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.request({ ':method': 'CONNECT', ':authority': 'a.example:443' }).on('error', () => {});
  const [request] = await once(server, 'connect');
  const view = requestView(request);
  expect([view.method, view.url]).toEqual(['CONNECT', '']);
  client.destroy();
  server.close();
});

test('a request of HTTP/2 is seen in the same way', async () => {
  const server = createServer2();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.request({ ':method': 'PUT', ':path': '/v2?a=b', 'x-api-tran-id': 'A', cookie: ['a=1', 'b=2'] });
  const [request] = await once(server, 'request');
  const view = requestView(request);
  expect([view.method, view.url, view.header('X-Api-Tran-Id'), view.header('constructor')]).toEqual([
    'PUT',
    '/v2?a=b',
    'A',
    undefined,
  ]);
  client.destroy();
  server.close();
});
