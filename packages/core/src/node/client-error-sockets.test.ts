import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { count, expectRefusal, send, serve } from '../../../../test/support/client-errors.js';
import { kinds } from '../../../../test/support/kinds.js';
import { request } from '../../../../test/support/raw-http.js';
import { answerClientErrors } from './index.js';

describe('the socket', () => {
  const refuse = (code?: string) => Object.assign(new Error('a parser error'), { code });
  let server: Server;
  let socket: PassThrough;
  const written = () => (socket.read() as Buffer | null)?.toString() ?? '';

  beforeEach(() => {
    server = createServer();
    answerClientErrors(server, kinds());
    socket = new PassThrough();
  });

  test('that the client has reset is destroyed, and nothing is written', () => {
    server.emit('clientError', refuse('ECONNRESET'), socket);
    expect([socket.destroyed, written()]).toEqual([true, '']);
  });

  test('that another listener has ended is destroyed in the end, and nothing is written', async () => {
    socket.end();
    server.emit('clientError', refuse('HPE_INVALID_METHOD'), socket);
    expect(written()).toBe('');
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });

  test('that is destroyed already is left alone', () => {
    socket.destroy();
    server.emit('clientError', refuse('HPE_INVALID_METHOD'), socket);
    expect(written()).toBe('');
  });

  test('on which more garbage arrives is not destroyed before the client has read the answer', () => {
    for (const _segment of [1, 2, 3]) server.emit('clientError', refuse('HPE_INVALID_METHOD'), socket);
    expect(socket.destroyed).toBe(false);
    expect(written().match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test('of a client that never closes is destroyed in the end', async () => {
    server.emit('clientError', refuse('HPE_INVALID_METHOD'), socket);
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });

  test('of a client that is gone before the answer affects no other client', async () => {
    const { server, connect, isUsable } = await serve((request, response) => {
      if (request.method === 'POST') count(request, response);
    });
    const connection = await connect();
    const refused = once(server, 'clientError');
    await send(connection, [request('GET /'), 'GARBAGE\r\n\r\n']);
    await refused;
    connection.reset();
    await isUsable();
  });
});

describe('a client that does not read', () => {
  const early = 'early'.repeat(4_000_000);

  test.each<[string, RequestListener]>([
    ['the answer before it', (_request, response) => response.end(early)],
    [
      'an answer that goes on for ever',
      (_request, response) => {
        const write = () => {
          while (response.write(early));
        };
        response.on('drain', write);
        write();
      },
    ],
    [
      'several answers before it',
      (request, response) => response.end(request.url === '/large' ? early : 'small'),
    ],
  ])('%s does not hold its connection with garbage', async (_what, listener) => {
    const { server, connect } = await serve(listener);
    const sockets: Socket[] = [];
    server.on('connection', (socket) => sockets.push(socket));
    const connection = await connect();
    connection.socket.setTimeout(0).pause();
    const refused = once(server, 'clientError');
    connection.send(request('GET /large'), request('GET /small'), 'GARBAGE\r\n\r\n');
    await refused;
    const started = performance.now();
    await once(sockets[0] as Socket, 'close');
    expect(performance.now() - started).toBeLessThan(6000);
    connection.reset();
  });

  test('yet, but only waits for a slow application, gets both answers', async () => {
    const { connect } = await serve((_request, response) => setTimeout(() => response.end('slow'), 3000));
    const connection = await connect();
    connection.send(request('GET /'), 'GARBAGE\r\n\r\n');
    expect((await connection.response()).body.toString()).toBe('slow');
    await expectRefusal(connection, 'malformed-request');
  });
});
