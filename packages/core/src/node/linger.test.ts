import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { kinds } from '../../../../test/support/kinds.js';
import { chunked, type RawConnection, request } from '../../../../test/support/raw-http.js';
import { Served } from '../../../../test/support/served.js';
import type { Reply } from '../reply.js';
import { answerClientErrors, writeReply } from './index.js';

const reply: Reply = { status: 403, headers: { 'content-length': '5' }, body: 'whole' };
const answer: RequestListener = (_request, response) => writeReply(response, reply);
const large = 'a'.repeat(10_000_000);
const closing = { connection: 'close' };
const endless = { ...closing, 'content-length': '1000000000000' };

/** A server, the connections that it has, and what is told of client errors. */
async function serve(listener: RequestListener = answer, prepare: (server: Server) => unknown = () => {}) {
  const server = createServer(listener);
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket));
  prepare(server);
  const served = await Served.start(server);
  return { server, sockets, connect: () => served.connect() };
}

async function closed(socket: Socket | undefined): Promise<void> {
  if (socket?.closed === false) await new Promise<void>((resolve) => socket.once('close', () => resolve()));
}

/** Sends all of it before anything of the answer is read. */
async function sendFirst({ socket }: RawConnection, ...parts: readonly (string | Buffer)[]): Promise<void> {
  socket.pause();
  for (const part of parts) await new Promise((sent) => socket.write(part, sent));
  socket.resume();
}

describe('a client that sends everything before it reads gets the answer', () => {
  const answering = (server: Server) => answerClientErrors(server, kinds());

  interface Case {
    readonly name: string;
    readonly parts: readonly (string | Buffer)[];
    readonly listener?: RequestListener;
    readonly prepare?: (server: Server) => unknown;
  }

  test.each<Case>([
    { name: 'to a request that closes the connection', parts: [request('POST /', closing, large)] },
    {
      name: 'to a request of HTTP/1.0',
      parts: [request('POST /', {}, large).toString().replace('HTTP/1.1', 'HTTP/1.0')],
    },
    {
      name: 'to a body in chunks',
      parts: [request('POST /', { ...closing, 'transfer-encoding': 'chunked' }, chunked(large))],
    },
    {
      name: 'which closes the connection',
      parts: [request('POST /', {}, large)],
      listener: (_request, response) => writeReply(response.setHeader('connection', 'close'), reply),
    },
    {
      name: 'behind other requests',
      parts: [request('GET /'), request('GET /'), request('POST /', closing, large)],
      listener: ({ method }, response) =>
        method === 'GET' ? response.end('before') : writeReply(response, reply),
    },
    {
      name: 'of a handler that read a part of it',
      parts: [request('POST /', closing, large)],
      listener: (request, response) => request.once('data', () => writeReply(response, reply)),
    },
    {
      name: 'that is not an error, if client errors are answered',
      parts: [request('POST /', closing, large)],
      listener: (_request, response) => response.writeHead(403, reply.headers).end(reply.body),
      prepare: answering,
    },
    {
      name: 'in front of garbage',
      parts: [request('GET /', closing), 'GARBAGE\r\n\r\n', large],
      listener: (_request, response) => setTimeout(() => writeReply(response, reply), 20),
      prepare: answering,
    },
  ])('$name', async ({ name, parts, listener, prepare }) => {
    const { connect } = await serve(listener, prepare);
    const connection = await connect();
    await sendFirst(connection, ...parts);
    if (name === 'behind other requests')
      for (let received = 0; received < 2; received += 1) await connection.response();
    const { status, body } = await connection.response();
    expect([status, body.toString()]).toEqual([403, 'whole']);
    expect((await connection.rest()).toString()).toBe('');
  });

  test('to garbage', async () => {
    const { connect } = await serve(answer, answering);
    const connection = await connect();
    await sendFirst(connection, 'GARBAGE\r\n\r\n', large);
    expect((await connection.response()).body.toString()).toBe('malformed-request');
    expect((await connection.rest()).toString()).toBe('');
  });
});

describe('while it reads on', () => {
  test('no further request is passed to the application, and no client error is reported', async () => {
    const urls: (string | undefined)[] = [];
    const told: unknown[] = [];
    const { connect, sockets } = await serve(
      (request, response) => {
        urls.push(request.url);
        writeReply(response, reply);
      },
      (server) => server.on('clientError', (error) => told.push(error)),
    );
    const connection = await connect();
    connection.send(request('POST /first', closing, large).subarray(0, 1000));
    expect((await connection.response()).body.toString()).toBe('whole');
    await sendFirst(connection, 'a'.repeat(large.length - 1000), request('POST /second'));
    expect((await connection.rest()).toString()).toBe('');
    connection.socket.end();
    await closed(sockets[0]);
    expect([urls, told]).toEqual([['/first'], []]);
  });

  test('the answer has left, and its sending side is closed', async () => {
    const { connect } = await serve();
    const connection = await connect();
    connection.send(request('POST /', endless));
    expect((await connection.response()).body.toString()).toBe('whole');
    expect((await connection.rest()).toString()).toBe('');
  });
});

describe('it is over', () => {
  test('at once if the client closes', async () => {
    const { connect, sockets } = await serve();
    const connection = await connect();
    connection.send(request('POST /', endless));
    await connection.response();
    connection.socket.end();
    await closed(sockets[0]);
  });

  test('at once if the client resets the connection', async () => {
    const { connect, sockets } = await serve();
    const connection = await connect();
    connection.send(request('POST /', endless));
    await connection.response();
    connection.reset();
    await closed(sockets[0]);
  });

  test('after 2 seconds without a byte', async () => {
    const { connect, sockets } = await serve();
    const connection = await connect();
    // The client's own side stays open.
    connection.socket.allowHalfOpen = true;
    connection.send(request('POST /', endless));
    await connection.response();
    const started = performance.now();
    await closed(sockets[0]);
    expect(performance.now() - started).toBeGreaterThan(1500);
    expect(performance.now() - started).toBeLessThan(4000);
    connection.reset();
  });

  test('after 100 MB', async () => {
    const { connect, sockets } = await serve();
    const connection = await connect();
    connection.socket.allowHalfOpen = true;
    connection.send(request('POST /', endless));
    await connection.response();
    const megabyte = Buffer.alloc(1_000_000);
    let sent = 0;
    for (; sent < 200 && !connection.socket.destroyed; sent += 1)
      await new Promise((resolve) => connection.socket.write(megabyte, resolve));
    await closed(sockets[0]);
    expect(sent).toBeGreaterThan(99);
    expect(sent).toBeLessThan(150);
  });

  describe('after 30 seconds', () => {
    beforeEach(() => {
      jest.useFakeTimers({
        doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'],
      });
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    test('however slowly the client goes on', async () => {
      const { connect, sockets } = await serve();
      const connection = await connect();
      connection.socket.allowHalfOpen = true;
      connection.send(request('POST /', endless));
      await connection.response();
      const [socket] = sockets as [Socket];
      jest.advanceTimersByTime(29_900);
      for (let sent = 0; sent < 3; sent += 1) {
        connection.send('a');
        await once(socket, 'data');
      }
      expect(socket.destroyed).toBe(false);
      jest.advanceTimersByTime(200);
      expect(socket.destroyed).toBe(true);
      connection.reset();
    });
  });
});

test('the process does not wait for it', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const { connect } = await serve();
  const connection = await connect();
  connection.socket.setTimeout(0);
  const before = timers();
  connection.send(request('POST /', endless));
  await connection.response();
  await delay(20);
  expect(timers()).toBe(before);
  connection.reset();
});

test('a stream that is not a socket of the operating system is ended, and finally destroyed', async () => {
  const server = createServer();
  answerClientErrors(server, kinds());
  const socket = new PassThrough();
  server.emit('clientError', new Error('a parser error'), socket);
  expect([socket.writableEnded, socket.destroyed]).toEqual([true, false]);
  await once(socket, 'close');
});
