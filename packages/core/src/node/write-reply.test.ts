import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { body, reply, serve, textOfReply } from '../../../../test/support/example-reply.js';
import {
  AbortedResponse,
  chunked,
  closing,
  keptAlive,
  request,
  responseText,
  textOf,
} from '../../../../test/support/raw-http.js';
import { Served } from '../../../../test/support/served.js';
import { staleHeaders } from '../reply.js';
import { writeReply } from './index.js';

test('a reply is on the wire byte by byte', async () => {
  const served = await serve();
  const connection = await served.connect();
  const bytes = await connection.send(request('GET /', { connection: 'close' })).rest();
  expect(bytes.toString().replace(/Date: .*/, 'Date: -')).toBe(
    [
      'HTTP/1.1 403 Forbidden',
      'content-type: application/json; charset=UTF-8',
      'content-length: 39',
      'x-api-tran-id: A',
      'Date: -',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
});

test('a body may be bytes', async () => {
  const bytes = new TextEncoder().encode(body);
  const served = await Served.start((_request, response) => writeReply(response, { ...reply, body: bytes }));
  expect(await served.answerTo(request('GET /'))).toBe(textOfReply());
});

test('a redirect has neither a body nor a content type', async () => {
  const headers = { location: 'https://a.example/', 'content-length': '0' };
  const served = await Served.start((_request, response) => {
    response.setHeader('content-type', 'text/html');
    writeReply(response, { status: 302, headers, body: '' });
  });
  expect(await served.answerTo(request('GET /'))).toBe(
    responseText('HTTP/1.1 302 Found', Object.entries({ ...keptAlive, ...headers }), ''),
  );
});

test('HEAD gets the headers and no body, also if Node does not drop the body', async () => {
  const server = createServer({ rejectNonStandardBodyWrites: true }, (_request, response) =>
    writeReply(response, reply),
  );
  const served = await Served.start(server);
  const connection = await served.connect();
  connection.send(request('HEAD /'), request('GET /'));
  expect(textOf(await connection.response('HEAD'))).toBe(textOfReply().replace(body, ''));
  expect(textOf(await connection.response())).toBe(textOfReply());
  connection.reset();
});

describe('headers that described the abandoned answer are dropped', () => {
  const values: Readonly<Record<string, string>> = { 'content-length': '5', 'transfer-encoding': 'chunked' };

  test.each([...staleHeaders, 'content-type'])('%s', async (name) => {
    const served = await serve((response) => response.setHeader(name, values[name] ?? 'stale'));
    expect(await served.answerTo(request('GET /'))).toBe(textOfReply());
  });

  test.each(['Partial', '부분'])('the reason phrase %s', async (phrase) => {
    const served = await serve((response) =>
      Object.assign(response, { statusCode: 206, statusMessage: phrase }),
    );
    expect(await served.answerTo(request('GET /'))).toBe(textOfReply());
  });
});

test('all other headers stay, and those of the reply win', async () => {
  const served = await serve((response) => {
    response.setHeader('Set-Cookie', 'a=1').setHeader('X-Api-Tran-Id', 'B').setHeader('x-trace', '1');
  });
  expect(await served.answerTo(request('GET /'))).toBe(textOfReply({ 'set-cookie': 'a=1', 'x-trace': '1' }));
});

describe('an answer that had begun', () => {
  test.each<[string, (response: ServerResponse) => unknown]>([
    ['with its head', (response) => response.flushHeaders()],
    ['with a head given to writeHead', (response) => response.writeHead(200, { 'content-length': '10' })],
    ['with a part of its body', (response) => response.write('half')],
  ])('%s is cut off', async (_what, before) => {
    const served = await serve(before);
    const connection = await served.connect();
    await expect(connection.send(request('GET /')).response()).rejects.toThrow(AbortedResponse);
  });

  const cutOff: RequestListener = async (_request, response) => {
    response.write('half');
    // Node's client takes a reset that arrives with the first bytes for a regular end.
    await delay(50);
    writeReply(response, reply);
  };
  /** What a client gets, and whether its connection was reset. */
  const received = async (socket: Socket, version: string) => {
    let text = '';
    socket.on('error', () => {}).setEncoding('latin1');
    socket.on('data', (part: string) => {
      text += part;
    });
    socket.write(`GET / HTTP/${version}\r\nhost: a\r\n\r\n`);
    const isReset = await new Promise<boolean>((resolve) => socket.once('close', resolve));
    return [text.split('\r\n\r\n')[1], isReset];
  };

  test.each([
    ['1.0, whose bodies end with the connection, by a reset', '1.0', ['half', true]],
    [
      '1.1, whose chunks have an end, by a regular end, which spares earlier answers',
      '1.1',
      ['4\r\nhalf\r\n', false],
    ],
  ])('is cut off over HTTP/%s', async (_how, version, expected) => {
    const { port } = await Served.start(cutOff);
    expect(await received(connect(port, '127.0.0.1'), version)).toEqual(expected);
  });

  test('is cut off without a reset, as in a pipe', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'oryu-'));
    const path = join(directory, 'pipe');
    const server = createServer(cutOff).listen(path);
    await once(server, 'listening');
    expect(await received(connect(path), '1.0')).toEqual(['half', false]);
    server.close();
    await rm(directory, { recursive: true });
  });

  test('over HTTP/1.0 is cut off after its client has ended its side, and the connection closes', async () => {
    const closed = new Promise((resolve) => {
      const server = createServer((request, response) => {
        request.socket.once('close', () => resolve(true)).once('end', () => writeReply(response, reply));
        response.write('half');
      });
      Served.start(server).then(({ port }) =>
        connect(port, '127.0.0.1').resume().end('GET / HTTP/1.0\r\n\r\n'),
      );
    });
    expect(await closed).toBe(true);
  });

  test('and had ended stays complete, and the connection goes on', async () => {
    const served = await serve((response, { url }) => url === '/ended' && response.end('whole'));
    const connection = await served.connect();
    connection.send(request('GET /ended'), request('GET /'));
    expect((await connection.response()).body.toString()).toBe('whole');
    expect(textOf(await connection.response())).toBe(textOfReply());
    connection.reset();
  });
});

describe('a request body of 10 MB', () => {
  const large = 'a'.repeat(10_000_000);
  const intoNothing = () => new Writable({ highWaterMark: 1, write() {} });

  test.each<[string, (request: IncomingMessage) => unknown]>([
    ['that nobody read', () => {}],
    ['that somebody stopped reading', (request) => request.on('data', () => {}).pause()],
    ['that went into a stream which stands still', (request) => request.pipe(intoNothing())],
  ])('%s is drained, and the connection goes on', async (_what, before) => {
    const served = await serve((_response, request) => before(request));
    const connection = await served.connect();
    connection.send(
      request('POST /', {}, large),
      request('POST /', { 'transfer-encoding': 'chunked' }, chunked(large)),
      request('GET /', { connection: 'close' }),
    );
    expect(textOf(await connection.response())).toBe(textOfReply());
    expect(textOf(await connection.response())).toBe(textOfReply());
    expect(textOf(await connection.response())).toBe(
      textOfReply(closing).replace('keep-alive: timeout=5\n', ''),
    );
  });
});

test('a reply that HTTP cannot carry takes the connection down, not the process', async () => {
  const served = await Served.start((_request, response) =>
    writeReply(response, { ...reply, headers: { 'x-name': '계좌' } }),
  );
  const connection = await served.connect();
  await expect(connection.send(request('GET /')).response()).rejects.toThrow(AbortedResponse);
});

test('a client that is gone is not answered', async () => {
  const written = new Promise<ServerResponse>((resolve) => {
    const listener: RequestListener = (_request, response) =>
      response.on('close', () => {
        writeReply(response, reply);
        resolve(response);
      });
    Served.start(listener).then(async (served) => {
      const connection = await served.connect();
      connection.send(request('GET /'));
      await once(served.server, 'request');
      connection.reset();
    });
  });
  expect((await written).destroyed).toBe(true);
});
