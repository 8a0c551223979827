import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { MyDataError, mydata } from '@oryu/core';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { failing, failure } from '../../../test/support/failing-streams.js';
import { serve as serveApp } from '../../../test/support/fastify-applications.js';
import { versions } from '../../../test/support/fastify-versions.js';
import { hearReports } from '../../../test/support/heard.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { AbortedResponse, request, textOf } from '../../../test/support/raw-http.js';

const closed = () => {
  throw new MyDataError(40305);
};

describe.each(versions)('%s', (_name, fastify) => {
  const { reports, onError } = hearReports();

  const serve = (configure: (app: FastifyInstance) => unknown, options?: FastifyServerOptions) =>
    serveApp(fastify(options), { standard: mydata(), onError }, configure);

  describe('a stream', () => {
    test.each([
      ['at the first read', 0],
      ['some time after', 20],
    ])('that fails %s is answered, reported once, and the connection goes on', async (_when, later) => {
      const served = await serve((app) => app.get('/', (_request, reply) => reply.send(failing(later))));
      const connection = await served.connect();
      for (const _time of ['first', 'second']) {
        connection.send(request('GET /'));
        expect(textOf(await connection.response())).toBe(answerOf(50001));
      }
      connection.reset();
      expect(reports.map(({ thrown }) => thrown)).toEqual([failure, failure]);
    });

    test('that fails after its first byte is cut off and reported once', async () => {
      const served = await serve((app) =>
        app.get('/', (_request, reply) => reply.send(failing(20, 'first'))),
      );
      const connection = await served.connect();
      await expect(connection.send(request('GET /')).response()).rejects.toThrow(AbortedResponse);
      await delay(20);
      expect(reports.map(({ thrown }) => thrown)).toEqual([failure]);
    });

    test('whose client leaves is not an error', async () => {
      const stream = new PassThrough();
      stream.write('first');
      const served = await serve((app) => app.get('/', (_request, reply) => reply.send(stream)));
      const connection = await served.connect();
      connection.send(request('GET /'));
      await delay(30);
      connection.reset();
      await delay(30);
      expect(stream.destroyed).toBe(true);
      expect(reports).toEqual([]);
    });
  });

  describe('an answer that has begun', () => {
    test('and fails is cut off and reported', async () => {
      const served = await serve((app) => {
        app.get('/half', async (_request, reply) => {
          reply.raw.write('{"rsp_code":');
          closed();
        });
        app.get('/', closed);
      });
      const connection = await served.connect();
      await expect(connection.send(request('GET /half')).response()).rejects.toThrow(AbortedResponse);
      expect(reports).toHaveLength(1);
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test('and is complete stays so, and the connection goes on', async () => {
      const served = await serve((app) =>
        app.get('/', async (_request, reply) => {
          reply.send({ rsp_code: '00000' });
          closed();
        }),
      );
      const connection = await served.connect();
      for (const _time of ['first', 'second']) {
        const { body } = await connection.send(request('GET /')).response();
        expect(body.toString()).toBe('{"rsp_code":"00000"}');
      }
      connection.reset();
    });

    test('after hijack() is not answered: Fastify does not report its errors', async () => {
      const served = await serve((app) =>
        app.get('/', async (_request, reply) => {
          reply.hijack();
          setTimeout(() => reply.raw.end('own'), 10);
          closed();
        }),
      );
      expect(await served.answerTo(request('GET /'))).toMatch(/\n\nown$/);
      expect(reports).toEqual([]);
    });
  });
});
