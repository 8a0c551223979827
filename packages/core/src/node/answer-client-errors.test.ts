import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { kinds } from '../../../../test/support/kinds.js';
import { answerOf } from '../../../../test/support/mydata-answers.js';
import {
  closing,
  type RawConnection,
  request,
  responseText,
  textOf,
} from '../../../../test/support/raw-http.js';
import { Served } from '../../../../test/support/served.js';
import type { FailureKind } from '../failure.js';
import { mydata } from '../mydata/index.js';
import { answerClientErrors } from './index.js';

const post = (headers: string, body = '') => `POST / HTTP/1.1\r\nhost: a\r\n${headers}\r\n\r\n${body}`;
const get = (headers: string) => `GET / HTTP/1.1\r\nhost: a\r\n${headers}\r\n\r\n`;
const long = 'a'.repeat(20_000);

interface Case {
  readonly name: string;
  /** Sent as one segment each. */
  readonly segments: readonly (string | Buffer)[];
  readonly kind?: FailureKind;
}

/** What Node's parser refuses: malformed-request, unless a case says otherwise. */
const refused: readonly Case[] = [
  { name: 'a request line of garbage', segments: ['GARBAGE\r\n\r\n'] },
  { name: 'garbage that goes on', segments: ['GARBAGE\r\n', 'GARBAGE\r\n', 'GARBAGE\r\n\r\n'] },
  { name: 'a method that there is not', segments: ['FETCH / HTTP/1.1\r\nhost: a\r\n\r\n'] },
  { name: 'a method in lower case', segments: ['get / HTTP/1.1\r\nhost: a\r\n\r\n'] },
  { name: 'a version that there is not', segments: ['GET / HTTP/9.9\r\nhost: a\r\n\r\n'] },
  { name: 'a target with a space', segments: ['GET /a b HTTP/1.1\r\nhost: a\r\n\r\n'] },
  { name: 'a target with a NUL', segments: ['GET /\x00 HTTP/1.1\r\nhost: a\r\n\r\n'] },
  { name: 'the start of HTTP/2', segments: ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'] },
  { name: 'the start of TLS', segments: [Buffer.from('16030100a5010000a10303', 'hex')] },
  { name: 'a header name with a space', segments: [get('x y: 1')] },
  { name: 'a header without a colon', segments: [get('xy')] },
  { name: 'a header value with a NUL', segments: [get('x: \x00')] },
  { name: 'headers that are too large', segments: [get(`x: ${long}`)] },
  { name: 'headers that are too large, in parts', segments: ['GET / HTTP/1.1\r\nx: ', long, long, long] },
  { name: 'a target that is too long', segments: [`GET /${long} HTTP/1.1\r\nhost: a\r\n\r\n`] },
  { name: 'a Content-Length of letters', segments: [post('content-length: abc', 'abc')] },
  { name: 'a negative Content-Length', segments: [post('content-length: -1', 'abc')] },
  { name: 'two Content-Lengths', segments: [post('content-length: 3\r\ncontent-length: 4', 'abc')] },
  {
    name: 'both Content-Length and Transfer-Encoding',
    segments: [post('content-length: 3\r\ntransfer-encoding: chunked', '0\r\n\r\n')],
  },
  { name: 'an unknown Transfer-Encoding', segments: [post('transfer-encoding: gzip', 'abc')] },
  { name: 'a chunk size of letters', segments: [post('transfer-encoding: chunked', 'xyz\r\n')] },
  { name: 'a chunk longer than its size', segments: [post('transfer-encoding: chunked', '1\r\nabc\r\n')] },
  {
    name: 'a chunk extension that is too long',
    segments: [post('transfer-encoding: chunked', `1;${long}\r\na\r\n0\r\n\r\n`)],
    kind: 'body-too-large',
  },
];

/** What the client never finishes. */
const unfinished: readonly Case[] = [
  { name: 'nothing at all', segments: [], kind: 'timeout' },
  { name: 'a head that does not end', segments: ['GET / HTTP/1.1\r\nhost: a\r\n'], kind: 'timeout' },
  { name: 'a body that does not end', segments: [post('content-length: 10', 'abc')], kind: 'timeout' },
];

const impatient: ServerOptions = {
  connectionsCheckingInterval: 50,
  headersTimeout: 300,
  requestTimeout: 300,
};

const textOfKind = (kind: FailureKind) =>
  responseText(
    'HTTP/1.1 500 Internal Server Error',
    Object.entries({ ...closing, 'content-type': 'text/plain', 'content-length': String(kind.length) }),
    kind,
  );

/** Reads what there is of a body, and says how long it is. */
const count: RequestListener = (request, response) => {
  let length = 0;
  request.on('data', (bytes: Buffer) => {
    length += bytes.length;
  });
  request.on('error', () => {});
  request.on('end', () => response.end(`read ${length}`));
};

async function serve(listener: RequestListener = count, options: ServerOptions = {}) {
  const server = createServer({ ...options }, listener);
  answerClientErrors(server, kinds());
  const served = await Served.start(server);
  return {
    server,
    connect: () => served.connect(),
    /** New connections are served as ever. */
    isUsable: async () => {
      const connection = await served.connect();
      const { body } = await connection.send(request('POST /', {}, 'abc')).response();
      connection.reset();
      expect(body.toString()).toBe('read 3');
    },
  };
}

async function send(connection: RawConnection, segments: readonly (string | Buffer)[]): Promise<void> {
  connection.socket.setNoDelay();
  for (const segment of segments) {
    await new Promise((resolve) => connection.socket.write(segment, resolve));
    await new Promise(setImmediate);
  }
}

/** The answers on a connection until the server closes it; the last one is the refusal. */
async function expectRefusal(connection: RawConnection, kind: FailureKind): Promise<void> {
  expect(textOf(await connection.response())).toBe(textOfKind(kind));
  expect((await connection.rest()).toString()).toBe('');
}

test('a refusal is the complete answer of the standard', async () => {
  const server = createServer();
  answerClientErrors(server, mydata());
  const connection = await (await Served.start(server)).connect();
  expect(textOf(await connection.send('GARBAGE\r\n\r\n').response())).toBe(
    answerOf(40001, {}, { connection: closing }),
  );
  expect((await connection.rest()).toString()).toBe('');
});

test.each(refused)(
  'refuses $name, and the server goes on',
  async ({ segments, kind = 'malformed-request' }) => {
    const { connect, isUsable } = await serve();
    const connection = await connect();
    await send(connection, segments);
    await expectRefusal(connection, kind);
    await isUsable();
  },
);

test.each(unfinished)(
  'refuses $name in time, and the server goes on',
  async ({ segments, kind = 'timeout' }) => {
    const { connect, isUsable } = await serve(count, impatient);
    const connection = await connect();
    await send(connection, segments);
    await expectRefusal(connection, kind);
    await isUsable();
  },
);

test.each<Case>([
  { name: 'its request line', segments: ['GET / HT'] },
  { name: 'its headers', segments: ['GET / HTTP/1.1\r\nhost: a\r\n'] },
  { name: 'its body', segments: [post('content-length: 10', 'abc')] },
])('refuses a client that stops sending within $name', async ({ segments }) => {
  const { connect, isUsable } = await serve();
  const connection = await connect();
  await send(connection, segments);
  connection.socket.end();
  await expectRefusal(connection, 'malformed-request');
  await isUsable();
});

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

  test('is refused while the handler waits, whose later answer is dropped', async () => {
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
    'that was answered without it leaves the answer whole, and alone: %s',
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

  test('of a client that is gone before the answer harms nobody', async () => {
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

test.each(['before', 'after'])(
  "what a listener of the application's own, added %s it, has sent arrives",
  async (when) => {
    const server = createServer(count);
    const add = () =>
      server.on('clientError', (_error, socket) => {
        if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 4\r\n\r\nours');
      });
    if (when === 'before') add();
    answerClientErrors(server, kinds());
    if (when === 'after') add();
    const connection = await (await Served.start(server)).connect();
    connection.socket.pause();
    await new Promise((sent) => connection.socket.write(`GARBAGE\r\n\r\n${'a'.repeat(10_000_000)}`, sent));
    connection.socket.resume();
    const { body } = await connection.response();
    expect(body.toString()).toBe(when === 'before' ? 'ours' : 'malformed-request');
    expect((await connection.rest()).toString()).toBe('');
  },
);

test('garbage within a body that the application answered at checkContinue is not answered again', async () => {
  const { server, connect } = await serve();
  server.on('checkContinue', (_request, response) => response.end('enough'));
  const connection = await connect();
  connection.send(post('expect: 100-continue\r\ntransfer-encoding: chunked'), 'xyz\r\n');
  expect((await connection.response()).body.toString()).toBe('enough');
  expect((await connection.rest()).toString()).toBe('');
});

test('undone, Node answers as ever', async () => {
  const server = createServer(count);
  const before = server.eventNames();
  const undo = answerClientErrors(server, kinds());
  undo();
  expect(server.eventNames()).toEqual(before);
  const connection = await (await Served.start(server)).connect();
  expect((await connection.send('GARBAGE\r\n\r\n').rest()).toString()).toBe(
    'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n',
  );
});

test.each([
  ['a factory that was not called', mydata, 'call the factory, for example mydata() instead of mydata'],
  ['no standard', undefined, 'a configured standard is needed, for example mydata()'],
])('%s shows at start-up, with what to do', (_what, standard, message) => {
  expect(() => answerClientErrors(createServer(), standard as never)).toThrow(message);
});
