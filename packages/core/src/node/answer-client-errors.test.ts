import { createServer } from 'node:http';
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
import { kinds } from '../../../../test/support/kinds.js';
import { answerOf } from '../../../../test/support/mydata-answers.js';
import { closing, textOf } from '../../../../test/support/raw-http.js';
import { Served } from '../../../../test/support/served.js';
import type { FailureKind } from '../failure.js';
import { mydata } from '../mydata/index.js';
import { answerClientErrors } from './index.js';

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

test.each(['before', 'after'])(
  "bytes that the application's own listener, added %s it, has sent arrive",
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

test('undone, Node answers as before', async () => {
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
  ['no standard', undefined, 'pass a configured standard, for example mydata()'],
])('%s throws at start-up, and the message says how to fix it', (_what, standard, message) => {
  expect(() => answerClientErrors(createServer(), standard as never)).toThrow(message);
});
