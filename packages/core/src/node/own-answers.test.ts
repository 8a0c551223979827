import { once } from 'node:events';
import { createServer, type Server, type ServerOptions } from 'node:http';
import { connect as connect2, createServer as createServer2 } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { kinds } from '../../../../test/support/kinds.js';
import { answerOf } from '../../../../test/support/mydata-answers.js';
import { closing, keptAlive, request, responseText, textOf } from '../../../../test/support/raw-http.js';
import { Served } from '../../../../test/support/served.js';
import { defineStandard } from '../define-standard.js';
import { type FailureKind, failureKinds } from '../failure.js';
import { mydata } from '../mydata/index.js';
import { answerClientErrors } from './index.js';

const transactionId = 'ORYUBANK01S00000000000001';
const answerOfKind = (kind: FailureKind, connection: Readonly<Record<string, string>>) =>
  responseText(
    'HTTP/1.1 500 Internal Server Error',
    Object.entries({ 'content-type': 'text/plain', 'content-length': String(kind.length), ...connection }),
    kind,
  );

interface Case {
  readonly name: string;
  /** A request that Node refuses. */
  readonly bytes: string;
  readonly options?: ServerOptions;
  /** Requests that the application answers before. */
  readonly before?: number;
  readonly kind: FailureKind;
  /** MyData's code for it, and what it adds to the text. */
  readonly code: 40002 | 40501 | 50001;
  readonly names?: string;
  /** Node's own headers. */
  readonly connection: Readonly<Record<string, string>>;
}

const refused: readonly Case[] = [
  {
    name: 'without Host',
    bytes: `GET / HTTP/1.1\r\nx-api-tran-id: ${transactionId}\r\n\r\n`,
    kind: 'missing-header',
    code: 40002,
    names: 'host',
    connection: closing,
  },
  {
    name: 'with an unknown Expect',
    bytes: `GET / HTTP/1.1\r\nhost: a\r\nx-api-tran-id: ${transactionId}\r\nexpect: a-wonder\r\n\r\n`,
    kind: 'invalid-header',
    code: 40002,
    names: 'expect',
    connection: { ...keptAlive, 'keep-alive': 'timeout=5, max=2' },
  },
  {
    name: 'for a tunnel',
    bytes: `CONNECT a.example:443 HTTP/1.1\r\nhost: a\r\nx-api-tran-id: ${transactionId}\r\n\r\n`,
    kind: 'method-not-allowed',
    code: 40501,
    connection: closing,
  },
  {
    name: 'too many on its connection',
    bytes: `GET / HTTP/1.1\r\nhost: a\r\nx-api-tran-id: ${transactionId}\r\n\r\n`,
    before: 2,
    kind: 'unavailable',
    code: 50001,
    connection: closing,
  },
];

/** A server that takes two requests a connection, and the URLs that its application got. */
async function serve(prepare: (server: Server) => unknown, options: ServerOptions = {}) {
  const urls: (string | undefined)[] = [];
  const server = createServer(options, ({ url }, response) => {
    urls.push(url);
    response.end('whole');
  });
  server.maxRequestsPerSocket = 2;
  prepare(server);
  const served = await Served.start(server);
  return { urls, connect: () => served.connect() };
}

const answering = (server: Server) => answerClientErrors(server, kinds());

async function answerTo({ bytes, before = 0 }: Case, { connect }: Awaited<ReturnType<typeof serve>>) {
  const connection = await connect();
  for (let sent = 0; sent < before; sent += 1) await connection.send(request('GET /')).response();
  const answer = await connection.send(bytes).response().then(textOf, String);
  connection.reset();
  return answer;
}

describe.each(refused)('a request $name', (each) => {
  const { kind, code, names, connection, before = 0 } = each;

  test('is answered by the standard, and not passed to the application', async () => {
    const served = await serve(answering);
    expect(await answerTo(each, served)).toBe(answerOfKind(kind, connection));
    expect(served.urls).toHaveLength(before);
  });

  test('is answered with its transaction id', async () => {
    const standard = mydata();
    const message = [standard.codes.get(code)?.text, names && `(${names})`].filter(Boolean).join(' ');
    const answer = await answerTo(each, await serve((server) => answerClientErrors(server, standard)));
    expect(answer).toBe(answerOf(code, { 'x-api-tran-id': transactionId }, { message, connection }));
  });

  test('is answered by the standard that came first', async () => {
    const served = await serve((server) => {
      answering(server);
      const undo = answerClientErrors(server, mydata());
      undo();
    });
    expect(await answerTo(each, served)).toBe(answerOfKind(kind, connection));
  });

  test('is answered by Node again once it is undone', async () => {
    const undone = await answerTo(each, await serve((server) => answering(server)()));
    expect(undone).toBe(await answerTo(each, await serve(() => {})));
    expect(undone).not.toContain(kind);
  });

  test('has its body read, and the client gets the answer even if the connection closes', async () => {
    const { connect } = await serve(answering);
    const bytes = each.bytes.replace('\r\n\r\n', '\r\nconnection: close\r\ncontent-length: 10000000\r\n\r\n');
    const client = await connect();
    for (let sent = 0; sent < before; sent += 1) await client.send(request('GET /')).response();
    client.socket.pause();
    await new Promise((sent) => client.socket.write(bytes + 'a'.repeat(10_000_000), sent));
    client.socket.resume();
    expect(textOf(await client.response())).toBe(answerOfKind(kind, closing));
    expect((await client.rest()).toString()).toBe('');
  });
});

test('a server that was closed and listens again answers as before', async () => {
  const server = createServer();
  answering(server);
  await Served.start(server);
  await new Promise((closed) => server.close(closed));
  const again = await Served.start(server);
  const { headers, body } = await (await again.connect()).send('GET / HTTP/1.1\r\n\r\n').response();
  expect([headers.length, body.toString()]).toEqual([4, 'missing-header']);
});

describe('a request that the application answers itself is left to it', () => {
  test.each<[string, string, (server: Server) => unknown, ServerOptions]>([
    ['a request without Host', 'GET / HTTP/1.1\r\n\r\n', () => {}, { requireHostHeader: false }],
    ['a request of HTTP/1.0 without Host', 'GET / HTTP/1.0\r\n\r\n', () => {}, {}],
    [
      'an expectation',
      'GET / HTTP/1.1\r\nhost: a\r\nexpect: a-wonder\r\n\r\n',
      (server) => server.on('checkExpectation', (...exchange) => server.emit('request', ...exchange)),
      {},
    ],
    [
      'a tunnel',
      'CONNECT a.example:443 HTTP/1.1\r\nhost: a\r\n\r\n',
      (server) =>
        server.on('connect', (_request, socket) =>
          socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwhole'),
        ),
      {},
    ],
  ])('%s', async (_what, bytes, listen, options) => {
    for (const order of [
      [answering, listen],
      [listen, answering],
    ]) {
      const { connect } = await serve((server) => order.map((prepare) => prepare(server)), options);
      const connection = await connect();
      expect((await connection.send(bytes).response()).body.toString()).toBe('whole');
      connection.reset();
    }
  });

  test('an upgrade without a listener is an ordinary request', async () => {
    const { connect } = await serve(answering);
    const connection = await connect();
    connection.send(request('GET /', { connection: 'upgrade', upgrade: 'websocket' }));
    expect((await connection.response()).body.toString()).toBe('whole');
    connection.reset();
  });
});

test('over HTTP/2 an expectation and a tunnel get the same answer', async () => {
  const server = createServer2((_request, response) => response.end('whole'));
  answerClientErrors(server as never, kinds());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const session = connect2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (const [headers, kind] of [
    [{ ':path': '/', expect: 'a-wonder' }, 'invalid-header'],
    [{ ':method': 'CONNECT', ':authority': 'a.example:443' }, 'method-not-allowed'],
  ] as const) {
    const stream = session.request(headers).end();
    const [[head], body] = await Promise.all([once(stream, 'response'), stream.toArray()]);
    expect([head[':status'], head['content-type'], Buffer.concat(body).toString()]).toEqual([
      500,
      'text/plain',
      kind,
    ]);
  }
  session.close();
  server.close();
});

test('a status without a reason phrase in HTTP has none in its line', async () => {
  const each = <Value>(value: Value) => Object.fromEntries(failureKinds.map((kind) => [kind, value]));
  const { standard } = defineStandard({
    id: 'unworded',
    title: 'A status without words',
    source: 'none',
    codes: { a: { status: 599 } },
    failures: each('a' as const) as Record<FailureKind, 'a'>,
    render: ({ status }) => ({ status, headers: {}, body: '' }),
  });
  const served = await serve((server) => answerClientErrors(server, standard()));
  const connection = await served.connect();
  expect((await connection.send('GARBAGE\r\n\r\n').response()).statusLine).toBe('HTTP/1.1 599 ');
});
