import { MyDataError, mydata } from '@oryu/core';
import { staleHeaders } from '@oryu/core/binding';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { serve as serveApp } from '../../../test/support/fastify-applications.js';
import { versions } from '../../../test/support/fastify-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request, textOf } from '../../../test/support/raw-http.js';

describe.each(versions)('%s', (_name, fastify) => {
  const serve = (configure: (app: FastifyInstance) => unknown) =>
    serveApp(fastify(), { standard: mydata() }, configure);

  /** A server whose route prepares another answer before it fails. */
  const serveAbandoned = (prepare: (reply: FastifyReply) => unknown) =>
    serve((app) =>
      app.get('/', (_request, reply) => {
        prepare(reply);
        throw new MyDataError(40305);
      }),
    );

  const values = new Map([
    ['content-length', '5'],
    ['transfer-encoding', 'chunked'],
  ]);

  test.each([...staleHeaders, 'content-type'])(
    '%s of the abandoned answer is dropped, also if it was set on the response of Node',
    async (header) => {
      const value = values.get(header) ?? 'stale';
      const served = await serveAbandoned((reply) => reply.code(201).raw.setHeader(header, value));
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    },
  );

  test('all other headers that were set on the response of Node stay', async () => {
    const served = await serveAbandoned((reply) => reply.raw.setHeader('server-timing', 'db;dur=53'));
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, { 'server-timing': 'db;dur=53' }));
  });

  test('a trailer of the abandoned answer is dropped', async () => {
    const served = await serveAbandoned((reply) => reply.trailer('x-checksum', async () => '1'));
    const connection = await served.connect();
    connection.send(request('GET /'), request('GET /'));
    for (const _time of ['first', 'second'])
      expect(textOf(await connection.response())).toBe(answerOf(40305));
    connection.reset();
  });

  test('a malformed header, which cannot be sent, does not prevent the answer', async () => {
    const served = await serveAbandoned((reply) => reply.header('x-name', '계좌').header('x-trace', '1'));
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, { 'x-trace': '1' }));
  });
});
