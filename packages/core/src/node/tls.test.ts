import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Socket, type Server as TcpServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { certificate } from '../../../../test/support/certificate.js';
import { kinds } from '../../../../test/support/kinds.js';
import { Served } from '../../../../test/support/served.js';
import { answerClientErrors } from './index.js';

/** The first bytes of a ClientHello of 165 bytes. */
const halfHello = Buffer.from('16030100a5010000a10303', 'hex');
const patient = { ...certificate, handshakeTimeout: 60_000 };
const impatient = { ...certificate, handshakeTimeout: 200 };

async function serve(options: typeof patient) {
  const server = createServer(options, (_request, response) => response.end('whole'));
  answerClientErrors(server, kinds());
  /** Of each client error, whether its connection is destroyed once our listener has run. */
  const destroyed: boolean[] = [];
  server.on('clientError', (_error, socket) => destroyed.push(socket.destroyed));
  const { port } = await Served.start(server);
  return { server, port, destroyed };
}

const opened = new Set<Socket>();
afterAll(() => {
  for (const socket of opened) socket.destroy();
});

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  opened.add(socket);
  await once(socket, 'connect');
  return socket.resume();
}

const connectionsOf = (server: TcpServer) => promisify(server.getConnections).call(server);

async function expectNoConnections(server: TcpServer): Promise<void> {
  for (let tries = 0; tries < 100 && (await connectionsOf(server)) > 0; tries += 1) await delay(50);
  expect(await connectionsOf(server)).toBe(0);
}

describe('a connection without a handshake is destroyed at once', () => {
  test.each<[string, typeof patient, string | Buffer]>([
    ['that sends nothing in time', impatient, ''],
    ['that sends half a handshake in time', impatient, halfHello],
    ['that speaks HTTP', patient, 'GET / HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['that sends garbage', patient, Buffer.alloc(1000, 7)],
    ['that sends garbage within the handshake', patient, Buffer.concat([halfHello, Buffer.alloc(1000, 7)])],
  ])('%s', async (_what, options, bytes) => {
    const { server, port, destroyed } = await serve(options);
    const sockets = await Promise.all(Array.from({ length: 10 }, () => open(port)));
    for (const socket of sockets) socket.write(bytes);
    await Promise.all(sockets.map((socket) => socket.destroyed || once(socket, 'close')));
    await expectNoConnections(server);
    expect(destroyed).toEqual(Array(10).fill(true));
  });

  test.each([
    ['nothing', ''],
    ['half a handshake', halfHello],
  ])('that the client ends after %s', async (_what, bytes) => {
    const { server, port } = await serve(patient);
    (await open(port)).end(bytes);
    await expectNoConnections(server);
  });

  test('whose server speaks HTTP/2', async () => {
    const server = createSecureServer({ ...impatient, allowHTTP1: true });
    answerClientErrors(server as never, kinds());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = await open((server.address() as AddressInfo).port);
    await once(socket, 'close');
    await expectNoConnections(server);
    server.close();
  });
});

test('once it is secure, a client error is answered as without TLS', async () => {
  const { port, server } = await serve(patient);
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
  const received: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => received.push(bytes));
  socket.write('GARBAGE\r\n\r\n');
  await once(socket, 'end');
  expect(
    Buffer.concat(received)
      .toString()
      .replace(/date: .*/, 'date: -'),
  ).toBe(
    'HTTP/1.1 500 Internal Server Error\r\ncontent-type: text/plain\r\ncontent-length: 17\r\n' +
      'date: -\r\nconnection: close\r\n\r\nmalformed-request',
  );
  await expectNoConnections(server);
});

test('a secure client that neither reads nor closes does not hold its connection', async () => {
  const { port, server } = await serve(patient);
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  socket.pause().on('error', () => {});
  const refused = once(server, 'clientError');
  socket.write('GARBAGE\r\n\r\n');
  await refused;
  expect(await connectionsOf(server)).toBe(1);
  await expectNoConnections(server);
  socket.destroy();
});
