import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip, gzipSync } from 'node:zlib';
import compress from '@fastify/compress';
import type { Standard } from '@oryu/core';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { serve as serveApp } from '../../../test/support/fastify-applications.js';
import { bodyOf, ok, versions } from '../../../test/support/fastify-versions.js';
import { kindsWithNames } from '../../../test/support/kinds.js';
import { request } from '../../../test/support/raw-http.js';

const json = { 'content-type': 'application/json' };

describe.each(versions)('%s', (name, fastify) => {
  const serve = (
    configure: (app: FastifyInstance) => unknown,
    standard: Standard = kindsWithNames(),
    options?: FastifyServerOptions,
  ) => serveApp(fastify(options), { standard }, configure);

  const whole = gzipSync('{"a":1}');
  const bodies = [
    ['that is cut', whole.subarray(0, -9)],
    ['that is not compressed', Buffer.from('{"a":1}')],
    ['with an error in it', Buffer.concat([whole.subarray(0, 12), Buffer.alloc(20), whole.subarray(32)])],
  ] as const;
  const gzip = { ...json, 'content-encoding': 'gzip' };
  const hooks: Record<string, (payload: Readable) => Readable> = {
    pipe: (payload) => payload.pipe(createGunzip()),
    pipeline: (payload) => pipeline(payload, createGunzip(), () => {}),
  };

  test.each(bodies)('one %s is malformed', async (_what, body) => {
    for (const decompress of Object.values(hooks)) {
      const served = await serve((app) =>
        app
          .addHook('preParsing', async (_request, _reply, payload) => decompress(payload as Readable))
          .post('/', ok),
      );
      expect(bodyOf(await served.answerTo(request('POST /', gzip, body)))).toBe('malformed-body');
    }
  });

  if (name === 'Fastify 5') {
    test.each(bodies)('by @fastify/compress, one %s is malformed', async (_what, body) => {
      const served = await serve(async (app) => {
        await app.register(compress);
        app.post('/', ok);
      });
      expect(bodyOf(await served.answerTo(request('POST /', gzip, body)))).toBe('malformed-body');
      const unknown = { ...json, 'content-encoding': 'x' };
      expect(bodyOf(await served.answerTo(request('POST /', unknown, body)))).toBe('unsupported-media-type');
    });
  }

  test('a hook whose own stream fails in another way is unexpected', async () => {
    const fail = () => new Transform({ transform: (_chunk, _encoding, done) => done(new Error('비밀')) });
    const served = await serve((app) =>
      app
        .addHook('preParsing', (_request, _reply, payload, done) => done(null, payload.pipe(fail())))
        .post('/', ok),
    );
    expect(bodyOf(await served.answerTo(request('POST /', json, '{}')))).toBe('unexpected');
  });
});
