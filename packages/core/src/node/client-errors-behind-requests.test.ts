import { once } from 'node:events';
import type { RequestListener, ServerOptions } from 'node:http';
import {
  count,
  expectRefusal,
  get,
  impatient,
  long,
  post,
  send,
  serve,
} from '../../../../test/support/client-errors.js';
import { request } from '../../../../test/support/raw-http.js';

describe('behind other requests of the connection', () => {
  const garbageBody = post('transfer-encoding: chunked', 'xyz\r\n');

  test.each([
    ['garbage', 'GARBAGE\r\n\r\n'],
    ['a body of garbage', garbageBody],
  ])('%s is refused after an answered one', async (_what, bytes) => {
    const { connect, isUsable } = await serve();
    const connection = await connect();
    expect((await connection.send(request('POST /', {}, 'abc')).response()).body.toString()).toBe('read 3');
    await send(connection, [bytes]);
    await expectRefusal(connection, 'malformed-request');
    await isUsable();
  });

  test.each([
    ['garbage', 'GARBAGE\r\n\r\n'],
    ['garbage that goes on', 'GARBAGE\r\n\r\nGARBAGE\r\n\r\n'],
    ['a body of garbage', garbageBody],
    ['headers that are too large', get(`x: ${long}`)],
  ])('%s is refused when the requests before it have their whole answers', async (_what, bytes) => {
    const { server, connect, isUsable } = await serve((request, response) => {
      if (request.method === 'POST') count(request, response);
      else server.once('go', () => response.end('slow'));
    });
    const connection = await connect();
    const refused = once(server, 'clientError');
    await send(connection, [request('GET /'), request('GET /'), bytes]);
    await refused;
    server.emit('go');
    expect((await connection.response()).body.toString()).toBe('slow');
    expect((await connection.response()).body.toString()).toBe('slow');
    await expectRefusal(connection, 'malformed-request');
    await isUsable();
  });

  test.each<[string, Buffer, RequestListener]>([
    [
      'a request that closes the connection',
      request('GET /', { connection: 'close' }),
      (_request, response) => response.end('last'),
    ],
    [
      'an answer that closes the connection',
      request('GET /'),
      (_request, response) => response.setHeader('connection', 'close').end('last'),
    ],
  ])('garbage behind %s is not answered', async (_what, bytes, listener) => {
    const { connect } = await serve(listener);
    const connection = await connect();
    connection.send(Buffer.concat([bytes, Buffer.from('GARBAGE\r\n\r\n')]));
    expect((await connection.response()).body.toString()).toBe('last');
    expect((await connection.rest()).toString()).toBe('');
  });
});

describe('garbage within the body of a request', () => {
  const chunkedHead = post('transfer-encoding: chunked');

  test('is refused while the handler waits, and its later answer is dropped', async () => {
    const { server, connect, isUsable } = await serve((request, response) => {
      if (request.url !== '/wait') return count(request, response);
      server.once('go', () => response.end('late'));
    });
    const connection = await connect();
    const refused = once(server, 'clientError');
    await send(connection, [chunkedHead.replace('/', '/wait'), 'xyz\r\n']);
    await refused;
    server.emit('go');
    await expectRefusal(connection, 'malformed-request');
    await isUsable();
  });

  test('cuts off an answer that has begun', async () => {
    const { connect, isUsable } = await serve((request, response) => {
      if (request.url === '/begin') response.write('half');
      else count(request, response);
    });
    const connection = await connect();
    connection.send(chunkedHead.replace('/', '/begin'));
    await once(connection.socket, 'data');
    connection.send('xyz\r\n');
    expect((await connection.rest()).toString()).toMatch(/\r\n\r\n4\r\nhalf\r\n$/);
    await isUsable();
  });

  test.each<[string, readonly string[], ServerOptions]>([
    ['garbage', [chunkedHead, 'xyz\r\n'], {}],
    ['garbage of the same segment', [`${chunkedHead}xyz\r\n`], {}],
    ['nothing more', [post('content-length: 10', 'abc')], impatient],
  ])(
    'that was answered without it does not change the answer, and gets no second one: %s',
    async (_what, segments, options) => {
      // More than a socket takes at once.
      const early = 'early'.repeat(2_000_000);
      const { connect } = await serve((_request, response) => response.end(early), options);
      const connection = await connect();
      await send(connection, segments);
      expect((await connection.response()).body.toString() === early).toBe(true);
      expect((await connection.rest()).toString()).toBe('');
    },
  );
});
