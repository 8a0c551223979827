import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import cors from '@koa/cors';
import { MyDataError, mydata } from '@oryu/core';
import type { Context, Middleware } from 'koa';
import { hearReports } from '../../../test/support/heard.js';
import { serve } from '../../../test/support/koa-applications.js';
import { versions } from '../../../test/support/koa-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { AbortedResponse, request } from '../../../test/support/raw-http.js';
import { providerErrors } from './index.js';

const closed: Middleware = () => {
  throw new MyDataError(40305);
};

/** Handlers that fail when their answer has begun. */
const halfway: Record<string, Middleware> = {
  'after the first bytes': (ctx) => {
    ctx.res.write('{"rsp_code":');
    throw new MyDataError(40305);
  },
  'after the first bytes of a response it has taken over': (ctx) => {
    ctx.respond = false;
    ctx.res.write('{"rsp_code":');
    throw new MyDataError(40305);
  },
  'after the head': (ctx) => {
    ctx.status = 200;
    ctx.flushHeaders();
    throw new MyDataError(40305);
  },
};

/** Handlers that throw with an answer prepared. */
const prepared: Record<string, (ctx: Context) => void> = {
  'the status': (ctx) => {
    ctx.status = 201;
  },
  'a body': (ctx) => {
    ctx.body = { rsp_code: '00000' };
  },
  'an empty body': (ctx) => {
    ctx.body = null;
  },
  'a Korean reason phrase, which cannot be sent at all': (ctx) => {
    ctx.message = '생성됨';
  },
  'an ETag': (ctx) => {
    ctx.etag = 'v1';
  },
  'a download': (ctx) => {
    ctx.attachment('a.csv');
  },
  'a redirect': (ctx) => {
    ctx.redirect('/elsewhere');
  },
  'Content-Length and Content-Encoding': (ctx) => {
    ctx.length = 5;
    ctx.set('Content-Encoding', 'gzip');
  },
};

describe.each(versions)('%s', (_name, Koa) => {
  const { reports, onError } = hearReports();

  const serveBehind = (...middleware: Middleware[]) =>
    serve(Koa, providerErrors(mydata(), { onError }), ...middleware);

  describe('an answer that has begun', () => {
    test.each(Object.entries(halfway))('and fails %s is cut off', async (_when, handler) => {
      const served = await serveBehind((ctx, next) =>
        ctx.path === '/half' ? handler(ctx, next) : closed(ctx, next),
      );
      const connection = await served.connect();
      await expect(connection.send(request('GET /half')).response()).rejects.toThrow(AbortedResponse);
      expect(reports).toHaveLength(1);
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test('and is complete stays so, and the connection goes on', async () => {
      const served = await serveBehind((ctx) => {
        ctx.res.end('complete');
        throw new MyDataError(40305);
      });
      const connection = await served.connect();
      for (const _time of ['first', 'second']) {
        const { body } = await connection.send(request('GET /')).response();
        expect(body.toString()).toBe('complete');
      }
      connection.reset();
      expect(reports).toHaveLength(2);
    });
  });

  describe('headers', () => {
    test.each(Object.entries(prepared))('%s of the abandoned answer goes', async (_what, prepare) => {
      const served = await serveBehind((ctx) => {
        prepare(ctx);
        throw new MyDataError(40305);
      });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test('the stream of the abandoned answer is destroyed', async () => {
      const stream = new PassThrough();
      const served = await serveBehind((ctx) => {
        ctx.body = stream;
        throw new MyDataError(40305);
      });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
      await delay(10);
      expect(stream.destroyed).toBe(true);
    });

    test('cookies, cross-origin headers and trace ids stay', async () => {
      const served = await serveBehind(cors({ origin: 'https://app.example', credentials: true }), (ctx) => {
        ctx.cookies.set('a', '1');
        ctx.set('x-request-id', '7');
        throw new MyDataError(40305);
      });
      const theirs = {
        'access-control-allow-origin': 'https://app.example',
        'access-control-allow-credentials': 'true',
        vary: 'Origin',
        'set-cookie': 'a=1; path=/; httponly',
        'x-request-id': '7',
      };
      const bytes = request('GET /', { origin: 'https://app.example' });
      expect(await served.answerTo(bytes)).toBe(answerOf(40305, theirs));
    });
  });
});
