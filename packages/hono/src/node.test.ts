import { getRequestListener } from '@hono/node-server';
import { Failure, MyDataError, mydata, toReply } from '@oryu/core';
import { toResponse } from '@oryu/core/fetch';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { answerOf, answerOfFailure } from '../../../test/support/mydata-answers.js';
import { printedBy } from '../../../test/support/printed.js';
import { AbortedResponse, request, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

let served: Served;
const urls: string[] = [];

beforeAll(async () => {
  const app = new Hono();
  // After it, every Response is built anew by Hono, and goes another way through the server.
  app.use('/cors/*', cors());
  app.get('/cors/closed', () => {
    throw new MyDataError(40305);
  });
  app.post('/cors/closed', () => {
    throw new MyDataError(40305);
  });
  app.get('/cors/cut-off', () => {
    let reads = 0;
    const body = new ReadableStream({
      async pull(controller) {
        reads += 1;
        if (reads === 1) return controller.enqueue(new TextEncoder().encode('first bytes'));
        await new Promise((resolve) => setTimeout(resolve, 50));
        controller.error(new Error('after the first bytes'));
      },
    });
    return new Response(body);
  });
  providerErrors(app, mydata(), { onError: (report) => urls.push(report.request.url) });
  served = await Served.start(getRequestListener(app.fetch));
});

beforeEach(() => {
  urls.length = 0;
});

const theirs = { 'access-control-allow-origin': '*' };

describe('a Response that Hono builds anew', () => {
  test('a connection goes on after each answer, pipelined requests included', async () => {
    const connection = await served.connect();
    const lines = ['GET /cors/closed', 'GET /cors/nowhere', 'HEAD /cors/closed', 'GET /cors/closed'];
    connection.send(...lines.map((line) => request(line)));
    for (const [index, code] of [40305, 40401, 40305, 40305].entries()) {
      const method = lines[index]?.split(' ')[0];
      const answer = textOf(await connection.response(method));
      expect(answer).toBe(answerOf(code, theirs, { method }));
    }
    connection.reset();
  });

  // The server reads on for half a second, then it closes the connection.
  test.each([1, 100_000, 1_000_000])(
    'a request body of %i bytes that nobody reads does not stop the connection',
    async (size) => {
      const connection = await served.connect();
      const type = { 'content-type': 'application/octet-stream' };
      connection.send(
        request('POST /cors/closed', type, Buffer.alloc(size, 'a')),
        request('GET /cors/nowhere'),
      );
      expect(textOf(await connection.response())).toBe(answerOf(40305, theirs));
      expect(textOf(await connection.response())).toBe(answerOf(40401, theirs));
      connection.reset();
    },
  );

  test('a stream that fails after its first bytes is cut off', async () => {
    // The server prints the error of the stream.
    const printed = await printedBy(async () => {
      const connection = await served.connect();
      await expect(connection.send(request('GET /cors/cut-off')).response()).rejects.toThrow(AbortedResponse);
    });
    expect(printed).toEqual([[new Error('after the first bytes')]]);
  });
});

describe('the target of a request', () => {
  test.each([
    '/v2/accounts?limit=500',
    '/%EA%B3%84%EC%A2%8C/%2F%2e%zz?state=a+b%2B%20&c=%EA%B3',
    '//accounts//1///?a//b',
    "/a;b=1/@:!$&'()*+,;=~?a=/?:@",
    '/?',
  ])('%s is reported as it was received', async (target) => {
    await served.answerTo(request(`GET ${target}`));
    expect(urls).toEqual([target]);
  });

  test.each([
    ['/a/../b/./c', '/b/c'],
    ['/a/%2E%2e/b', '/b'],
    ['/a"<>?q="<>', '/a%22%3C%3E?q=%22%3C%3E'],
  ])(
    '%s is reported as %s: a Request of the Fetch API holds a URL in its normal form',
    async (target, url) => {
      await served.answerTo(request(`GET ${target}`));
      expect(urls).toEqual([url]);
    },
  );
});

describe('requests that @hono/node-server refuses before Hono sees them', () => {
  const refused = [
    ['a backslash in the path', request('GET /a\\b')],
    ['the server as a whole', request('OPTIONS *')],
    ['a malformed host', request('GET /', { host: 'a b' })],
  ] as const;

  test.each(refused)('%s is answered 400 without a body', async (_name, bytes) => {
    expect(await served.answerTo(bytes)).toMatch(/^HTTP\/1\.1 400 Bad Request\n[\s\S]*\n\n$/);
  });

  test.each(refused)('%s is answered in full through its errorHandler', async (_name, bytes) => {
    const errorHandler = (cause: unknown) =>
      toResponse(
        toReply(
          new Failure('malformed-request', { cause }),
          { method: '', url: '', header: () => undefined },
          mydata(),
        ),
      );
    const { fetch } = new Hono();
    const answers = await Served.start(getRequestListener(fetch, { errorHandler }));
    expect(await answers.answerTo(bytes)).toBe(answerOfFailure('malformed-request'));
  });
});
