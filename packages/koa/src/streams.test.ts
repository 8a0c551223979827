import { createReadStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { MyDataError, mydata } from '@oryu/core';
import type { Context, Middleware } from 'koa';
import { failing, failure } from '../../../test/support/failing-streams.js';
import { hearReports } from '../../../test/support/heard.js';
import { versions } from '../../../test/support/koa-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { AbortedResponse, request, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const early: Record<string, (ctx: Context) => Readable> = {
  'at the first read': () => failing(0),
  'some time after': () => failing(20),
  'before the handler has returned': () => new Readable({ read() {} }).on('error', () => {}).destroy(failure),
  'for want of its file': () => createReadStream('/absent'),
  'in a transformation': () => Readable.from([Buffer.from('no gzip')]).pipe(createGunzip()),
  'by ending without an error': () => new Readable({ read() {} }).destroy(),
};

const large = 'a'.repeat(300_000);

const whole: Record<string, readonly [() => Readable, body: string]> = {
  'of one part': [() => Readable.from(['whole']), 'whole'],
  'of many parts': [() => Readable.from(['w', 'ho', 'le']), 'whole'],
  'of large parts': [() => Readable.from([large, large]), large + large],
  'without a part': [() => Readable.from([]), ''],
  'that begins late': [
    () => {
      const stream = new PassThrough();
      setTimeout(() => stream.end('whole'), 20);
      return stream;
    },
    'whole',
  ],
  'that somebody listens to already': [
    () => {
      const stream = new PassThrough();
      stream.on('data', () => {});
      setTimeout(() => stream.end('whole'), 20);
      return stream;
    },
    'whole',
  ],
};

describe.each(versions)('%s', (name, Koa) => {
  const { reports, onError } = hearReports();

  const serve = (handler: Middleware, first?: Middleware) => {
    const app = new Koa();
    if (first !== undefined) app.use(first);
    app.use(providerErrors(mydata(), { onError }));
    return Served.start(app.use(handler).callback());
  };
  const serveStream = (make: (ctx: Context) => unknown) =>
    serve((ctx) => {
      ctx.body = make(ctx);
    });

  test.each(Object.entries(early))(
    'a stream that fails %s is answered, reported once, and the connection goes on',
    async (_when, make) => {
      const served = await serveStream(make);
      const connection = await served.connect();
      for (const _time of ['first', 'second']) {
        connection.send(request('GET /'));
        expect(textOf(await connection.response())).toBe(answerOf(50001));
      }
      connection.reset();
      await delay(20);
      expect(reports.map(({ origin }) => origin)).toEqual(['unexpected', 'unexpected']);
    },
  );

  test('a stream that fails with a typed error is answered with its code', async () => {
    const served = await serveStream(() =>
      new Readable({ read() {} }).on('error', () => {}).destroy(new MyDataError(40305)),
    );
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
  });

  test('a stream that fails after its first byte is cut off and reported once', async () => {
    const served = await serveStream(() => failing(20, 'first bytes'));
    const connection = await served.connect();
    await expect(connection.send(request('GET /')).response()).rejects.toThrow(AbortedResponse);
    await delay(20);
    expect(reports.map(({ thrown }) => thrown)).toEqual([failure]);
  });

  test.each(Object.entries(whole))('a stream %s arrives whole', async (_what, [make, body]) => {
    const { port } = await serveStream(make);
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect([answer.status, await answer.text()]).toEqual([200, body]);
    expect(reports).toEqual([]);
  });

  test.each([204, 205, 304])(
    'with the status %i Koa sends no body: the stream is not waited for',
    async (status) => {
      const streams: Readable[] = [];
      const served = await serve((ctx) => {
        ctx.status = status;
        ctx.body = new PassThrough();
        streams.push(ctx.body as Readable);
      });
      const connection = await served.connect();
      // As to HEAD, the head is all there is; Koa sends no length with 205.
      const answer = await connection.send(request('GET /')).response('HEAD');
      connection.reset();
      expect(answer.status).toBe(status);
      await delay(10);
      expect(streams.map(({ destroyed }) => destroyed)).toEqual([true]);
      expect(reports).toEqual([]);
    },
  );

  test('HEAD needs no byte of a stream: it is not waited for', async () => {
    const served = await serveStream(() => new PassThrough());
    expect(await served.answerTo(request('HEAD /'))).toMatch(/^HTTP\/1\.1 200 OK\n/);
  });

  test('a stream behind flushHeaders() is not waited for', async () => {
    const served = await serveStream((ctx) => {
      ctx.type = 'text/event-stream';
      ctx.status = 200;
      ctx.flushHeaders();
      return new PassThrough();
    });
    const answer = await fetch(`http://127.0.0.1:${served.port}/`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await answer.body?.cancel();
  });

  test.each<[when: string, method: string, parts: string[], leave: 'reset' | 'destroy']>([
    ['before the first byte', 'GET', [], 'reset'],
    ['after it', 'GET', ['first bytes'], 'reset'],
    ['after it, politely', 'GET', ['first bytes'], 'destroy'],
    ['after it, having sent a body', 'POST', ['first bytes'], 'reset'],
  ])(
    'a client that leaves %s is not an error, and nothing waits for it',
    async (_when, method, parts, leave) => {
      const streams: Readable[] = [];
      const finished: string[] = [];
      const handler: Middleware = async (ctx) => {
        if (method === 'POST') await text(ctx.req);
        const stream = new PassThrough();
        for (const part of parts) stream.write(part);
        streams.push(stream);
        ctx.body = stream;
      };
      const served = await serve(handler, async (_ctx, next) => {
        await next();
        finished.push('middleware');
      });
      const connection = await served.connect();
      connection.send(request(`${method} /`, {}, method === 'POST' ? 'body' : ''));
      await delay(30);
      if (leave === 'reset') connection.reset();
      else connection.socket.destroy();
      await delay(30);
      expect(streams.map(({ destroyed }) => destroyed)).toEqual([true]);
      expect(finished).toEqual(['middleware']);
      expect(reports).toEqual([]);
    },
  );

  if (name === 'Koa 3') {
    test('a web stream that fails is cut off, since Koa 3 destroys the connection, and reported once', async () => {
      const served = await serveStream(
        () => new ReadableStream({ pull: (controller) => controller.error(failure) }),
      );
      const connection = await served.connect();
      await expect(connection.send(request('GET /')).response()).rejects.toThrow(AbortedResponse);
      await delay(20);
      expect(reports.map(({ thrown }) => thrown)).toEqual([failure]);
    });
  }
});
