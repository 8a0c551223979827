import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { mydata } from '@oryu/core';
import type { Middleware } from 'koa';
import compress from 'koa-compress';
import { failing, failingByItself, failure } from '../../../test/support/failing-streams.js';
import { hearReports } from '../../../test/support/heard.js';
import { versions } from '../../../test/support/koa-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { AbortedResponse, request, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

/** More than a compression holds back. */
const incompressible = randomBytes(300_000).toString('base64');

describe.each(versions)('%s', (name, Koa) => {
  const { reports, onError } = hearReports();

  const serve = (handler: Middleware, first?: Middleware) => {
    const app = new Koa();
    if (first !== undefined) app.use(first);
    app.use(providerErrors(mydata(), { onError }));
    return Served.start(app.use(handler).callback());
  };
  describe('behind outer middleware', () => {
    const gzip = request('GET /', { 'accept-encoding': 'gzip' });
    const serveIn = (outer: Middleware, make: () => Readable) =>
      serve((ctx) => {
        ctx.type = 'text';
        ctx.body = make();
      }, outer);

    test('koa-compress in front: a stream that fails before its first byte is answered', async () => {
      const served = await serveIn(compress({ threshold: 0 }), () => failing(5));
      expect(await served.answerTo(gzip)).toBe(answerOf(50001, { vary: 'Accept-Encoding' }));
      expect(reports.map(({ thrown }) => thrown)).toEqual([failure]);
    });

    test('koa-compress in front: a stream that fails after it is cut off', async () => {
      const served = await serveIn(compress({ threshold: 0 }), () => failing(50, incompressible));
      const connection = await served.connect();
      await expect(connection.send(gzip).response()).rejects.toThrow(AbortedResponse);
      expect(reports.map(({ thrown }) => thrown)).toEqual([failure]);
    });

    test('a stream that fails while it waits is answered at once, and reported once', async () => {
      const slow: Middleware = async (_ctx, next) => {
        await next();
        await delay(50);
      };
      const served = await serveIn(slow, failingByItself);
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(50001));
      await delay(60);
      expect(reports.map(({ thrown }) => thrown)).toEqual([failure]);
    });

    // Koa before 3.1 takes each stream that was a body for one that is to be sent.
    const isSentAll = name === 'Koa 3';
    test(`a stream whose place a text takes ${isSentAll ? 'may fail' : 'must not fail'}`, async () => {
      const replace: Middleware = async (ctx, next) => {
        await next();
        ctx.body = 'text';
        await delay(20);
      };
      const served = await serveIn(replace, failingByItself);
      const answer = await served.answerTo(request('GET /'));
      expect(answer.split('\n\n')[1]).toBe(isSentAll ? 'text' : answerOf(50001).split('\n\n')[1]);
      expect(reports).toHaveLength(isSentAll ? 0 : 1);
    });
  });

  describe('koa-compress behind, which replaces the failing stream by its own', () => {
    const serveCompressed = (make: () => Readable) => {
      const app = new Koa().use(providerErrors(mydata(), { onError }));
      app.use(compress({ threshold: 0 })).use((ctx) => {
        ctx.type = 'text';
        ctx.body = make();
      });
      return Served.start(app.callback());
    };
    const answerTo = async (served: Served) => {
      const connection = await served.connect();
      connection.send(request('GET /', { 'accept-encoding': 'gzip' }));
      const answer = connection.response().then(textOf, String);
      const outcome = await Promise.race([answer, delay(300, 'no answer')]);
      connection.reset();
      await answer;
      return outcome;
    };

    if (name === 'Koa 3') {
      test.each([
        ['before', () => failing(5)],
        ['after', () => failing(20, 'first bytes')],
      ])('Koa from 3.1 on does not notice it: %s the first byte, it never answers', async (_when, make) => {
        expect(await answerTo(await serveCompressed(make))).toBe('no answer');
        expect(reports).toEqual([]);
      });
    } else {
      test('before the first byte, it is answered', async () => {
        const answer = await answerTo(await serveCompressed(() => failing(5)));
        expect(answer).toBe(answerOf(50001, { vary: 'Accept-Encoding' }));
        expect(reports.map(({ thrown }) => thrown)).toEqual([failure]);
      });
    }
  });
});
