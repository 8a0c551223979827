import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { mydata } from '@oryu/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { answers, fail, withHook as withHookOf } from '../../../test/support/failing-hooks.js';
import { serveAsItIs } from '../../../test/support/fastify-applications.js';
import { versions } from '../../../test/support/fastify-versions.js';
import { hearReports } from '../../../test/support/heard.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';

describe.each(versions)('%s', (name, fastify) => {
  const { reports, onError } = hearReports();
  const options = { standard: mydata(), onError };
  const serve = (configure: (app: FastifyInstance) => unknown) => serveAsItIs(fastify(), configure);

  const withHook = withHookOf(options);

  describe('a payload that an onSend hook changed is not sent', () => {
    const payloads: Record<string, () => unknown> = {
      'another text': () => '비밀',
      'a Buffer': () => Buffer.from('비밀'),
      nothing: () => null,
      'a stream': () => Readable.from(['비밀', '비밀']),
      'a stream that fails': () => new Readable({ read: fail }),
      'a stream that fails after its first byte': () =>
        Readable.from(
          (async function* () {
            yield '비밀';
            await delay(5);
            fail();
          })(),
        ),
      'a stream of the web': () => new Response('비밀').body,
      'a Response': () => new Response('비밀', { status: 201 }),
      // Fastify 4 lets the process end, whatever the answer.
      ...(name === 'Fastify 5' && { 'an object': () => ({ secret: '비밀' }) }),
    };

    test.each(Object.entries(payloads))('%s', async (_what, payload) => {
      const served = await serve(withHook('before ours', async () => payload()));
      const connection = await served.connect();
      for (const [path, code] of answers) {
        connection.send(request(`GET ${path}`));
        const { status, body } = await connection.response();
        expect(String(body)).toBe(answerOf(code).split('\n\n')[1]);
        expect(status).toBe(Number(String(code).slice(0, 3)));
      }
      connection.reset();
      expect(reports).toHaveLength(answers.length);
    });

    test.each<[string, (reply: FastifyReply) => unknown]>([
      ['another status', (reply) => reply.code(200)],
      ['a status without a body', (reply) => reply.code(204)],
      ['a removed content type', (reply) => reply.removeHeader('content-type')],
      ['a wrong length', (reply) => reply.header('content-length', '5')],
      ['an answer written to Node', (reply) => reply.raw.writeHead(200, { etag: '1' }).end('비밀')],
      [
        'an answer written after hijack()',
        (reply) => reply.hijack().raw.writeHead(200, 'fine', ['content-type', 'text/html']).end('비밀'),
      ],
    ])('%s', async (_what, change) => {
      const served = await serve(withHook('behind ours', async (_request, reply) => void change(reply)));
      for (const line of ['GET', 'HEAD']) {
        const answer = await served.answerTo(request(`${line} /closed`));
        expect(answer).toBe(answerOf(40305, {}, { method: line }));
      }
    });
  });
});
