import { MyDataError, mydata } from '@oryu/core';
import type { FastifyInstance } from 'fastify';
import { serve as serveApp } from '../../../test/support/fastify-applications.js';
import { versions } from '../../../test/support/fastify-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';

const closed = () => {
  throw new MyDataError(40305);
};

describe.each(versions)('%s', (_name, fastify) => {
  const serve = (configure: (app: FastifyInstance) => unknown) =>
    serveApp(fastify(), { standard: mydata() }, configure);

  describe('plugins that rewrite a success do not change an error', () => {
    const members = { type: 'object', properties: { only: { type: 'string' } } };

    test.each<[what: string, configure: (app: FastifyInstance) => unknown]>([
      [
        'a response schema of every status',
        (app) =>
          app.get(
            '/',
            { schema: { response: { '4xx': members, '5xx': members, default: members } } },
            closed,
          ),
      ],
      [
        'a response schema by content type',
        (app) => {
          const content = { 'application/json': { schema: members } };
          app.get('/', { schema: { response: { '4xx': { content } } } }, closed);
        },
      ],
      [
        'a serializer of the reply',
        (app) =>
          app.get('/', (_request, reply) => {
            reply.serializer(() => 'other');
            closed();
          }),
      ],
      ['a serializer of the application', (app) => app.setReplySerializer(() => 'other').get('/', closed)],
      [
        'a hook before serialization',
        (app) => app.addHook('preSerialization', async () => ({ other: true })).get('/', closed),
      ],
    ])('%s', async (_what, configure) => {
      const served = await serve(configure);
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });
  });
});
