import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { keptAlive, request, responseText } from '../../../../test/support/raw-http.js';
import { Served } from '../../../../test/support/served.js';
import type { Reply } from '../reply.js';
import { ReplyStream } from './index.js';

const body = '{"rsp_code":"40305","rsp_msg":"해지"}';
const headers = { 'content-type': 'application/json; charset=UTF-8', 'content-length': '39' };
const reply: Reply = { status: 403, headers, body };

test('piped into the response, it is written as writeReply writes it, and ends', async () => {
  const ended: Promise<void>[] = [];
  const served = await Served.start((_request, response) => {
    response.setHeader('etag', '"v1"').setHeader('x-trace', '1');
    const stream = new ReplyStream(response, reply);
    stream.pipe(response);
    ended.push(finished(stream));
  });
  const expected = { ...headers, ...keptAlive, 'x-trace': '1' };
  expect(await served.answerTo(request('GET /'))).toBe(
    responseText('HTTP/1.1 403 Forbidden', Object.entries(expected), body),
  );
  expect(await served.answerTo(request('HEAD /'))).toBe(
    responseText('HTTP/1.1 403 Forbidden', Object.entries(expected), ''),
  );
  await Promise.all(ended);
});

test('piped into anything else, its body goes', async () => {
  const served = await Served.start(async (_request, response) => {
    const between = new ReplyStream(response, reply).pipe(new PassThrough());
    response.end(`between: ${await text(between)}`);
  });
  const answer = await served.answerTo(request('GET /'));
  expect(answer).toContain('HTTP/1.1 200 OK');
  expect(answer).toContain(`between: ${body}`);
});

test('a body of bytes goes as it is', async () => {
  const served = await Served.start(async (_request, response) => {
    const stream = new ReplyStream(response, { ...reply, body: new TextEncoder().encode(body) });
    response.end(await text(stream.pipe(new PassThrough())));
  });
  expect(await served.answerTo(request('GET /'))).toContain(body);
});
