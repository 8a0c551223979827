import { once } from 'node:events';
import {
  type ClientHttp2Session,
  connect as connect2,
  constants,
  createServer as createServer2,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type OutgoingHttpHeaders,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { body, headers, refuse, reply } from '../../../../test/support/example-reply.js';
import { writeReply } from './index.js';

describe('HTTP/2', () => {
  type Handler = (response: Http2ServerResponse, request: Http2ServerRequest) => unknown;
  let session: ClientHttp2Session;
  let handle: Handler;
  const server = createServer2((request, response) => handle(response, request));

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    session = connect2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });

  afterAll(() => {
    session.destroy();
    server.close();
  });

  async function exchange(headers: OutgoingHttpHeaders, handler: Handler, requestBody?: string) {
    handle = handler;
    const stream = session.request(headers, { endStream: requestBody === undefined });
    if (requestBody !== undefined) stream.end(requestBody);
    let received = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      received += text;
    });
    const failed = once(stream, 'error').catch(() => []);
    const [head] = (await once(stream, 'response')) as [Record<string, string>];
    await once(stream, 'close').catch(() => failed);
    const { date, ...rest } = Object.fromEntries(Object.entries(head));
    return { headers: rest, body: received, resetCode: stream.rstCode };
  }

  const answer = { headers: { ':status': 403, ...headers }, body, resetCode: constants.NGHTTP2_NO_ERROR };

  test('gets the same answer, without a reason phrase, because Node warns of one', async () => {
    const answered = await exchange({ ':path': '/' }, (response) => {
      Object.defineProperty(response, 'statusMessage', {
        get: refuse,
        set: refuse,
      });
      response.setHeader('etag', '"stale"');
      response.setHeader('content-length', '5');
      writeReply(response, reply);
    });
    expect(answered).toEqual(answer);
  });

  test('HEAD gets the headers and no body', async () => {
    const answered = await exchange({ ':method': 'HEAD' }, (response) => writeReply(response, reply));
    expect(answered).toEqual({ ...answer, body: '' });
  });

  test('an answer that has begun ends with an error: half of it cannot pass for the whole', async () => {
    const { body, resetCode } = await exchange({ ':path': '/' }, (response) => {
      response.write('half');
      setImmediate(() => writeReply(response, reply));
    });
    expect([body, resetCode]).toEqual(['half', constants.NGHTTP2_INTERNAL_ERROR]);
  });

  test('an answer that had ended stays complete', async () => {
    const { body, resetCode } = await exchange({ ':path': '/' }, (response) => {
      response.end('whole');
      writeReply(response, reply);
    });
    expect([body, resetCode]).toEqual(['whole', constants.NGHTTP2_NO_ERROR]);
  });

  test('a request body that nobody read does not stop the session', async () => {
    const large = 'a'.repeat(10_000_000);
    const post = { ':method': 'POST' };
    expect(await exchange(post, (response) => writeReply(response, reply), large)).toMatchObject({ body });
    expect(await exchange(post, (response) => writeReply(response, reply), large)).toMatchObject({ body });
  });

  test('a client that is gone is not answered', async () => {
    const written = new Promise<boolean>((resolve) => {
      handle = (response) =>
        response.stream.on('close', () => {
          writeReply(response, reply);
          resolve(response.stream.destroyed);
        });
    });
    const stream = session.request({ ':path': '/' });
    stream.on('error', () => {});
    await once(server, 'request');
    stream.close(constants.NGHTTP2_CANCEL);
    expect(await written).toBe(true);
  });
});
