import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { mydata } from '@oryu/core';
import { serve as serveApp } from '../../../test/support/fastify-applications.js';
import { ok, versions } from '../../../test/support/fastify-versions.js';
import { request } from '../../../test/support/raw-http.js';

const crash = new Error('비밀');
const json = { 'content-type': 'application/json' };

describe.each(versions)('%s', (_name, fastify) => {
  describe('an AsyncLocalStorage entered in an onRequest hook', () => {
    const storage = new AsyncLocalStorage<string>();
    const failing = () =>
      new Readable({
        read() {
          this.destroy(crash);
        },
      });

    test.each([
      ['an error of a route', 'GET /crash', ''],
      ['an error of a route with a body', 'POST /crash', '{}'],
      ['an unknown route', 'GET /nowhere', ''],
      ['a body that is refused', 'POST /crash', '{'],
      ['an error behind await', 'GET /later', ''],
      ['a stream that fails before its first byte', 'GET /stream', ''],
      ['an onSend hook that fails', 'GET /sending', ''],
    ])('is there in translate and onError for %s', async (_what, line, body) => {
      const heard: unknown[] = [];
      const hear = () => void heard.push(storage.getStore());
      const served = await serveApp(
        fastify(),
        { standard: mydata(), translate: hear, onError: hear },
        (app) => {
          app.addHook('onRequest', (_request, _reply, done) => storage.run('here', done));
          const handler = () => Promise.reject(crash);
          app.get('/crash', handler).post('/crash', handler);
          app.get('/later', async () => {
            await delay(5);
            throw crash;
          });
          app.get('/stream', (_request, reply) => reply.send(failing()));
          app.get('/sending', { onSend: handler }, ok);
        },
      );
      await served.answerTo(request(line, body === '' ? {} : json, body));
      expect(heard.length).toBeGreaterThan(0);
      expect(new Set(heard)).toEqual(new Set(['here']));
    });
  });
});
