import { createReadStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { MyDataError, mydata, mydataToken } from '@oryu/core';
import type { Context, Middleware } from 'koa';
import { hearReports } from '../../../test/support/heard.js';
import { serve } from '../../../test/support/koa-applications.js';
import { closed, cookie, crash, theirs } from '../../../test/support/koa-onion.js';
import { versions } from '../../../test/support/koa-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { providerErrors } from './index.js';

describe.each(versions)('%s', (name, Koa) => {
  const { reports, onError } = hearReports();

  /** An application whose errors are answered behind `outer`. */
  const serveInside = (outer: Middleware, ...inner: Middleware[]) =>
    serve(Koa, outer, providerErrors(mydata(), { onError }), ...inner);

  describe('a second failure', () => {
    const late: readonly (readonly [what: string, outer: Middleware])[] = [
      [
        'an error thrown afterwards',
        async (_ctx, next) => {
          await next();
          await delay(5);
          throw new Error('late');
        },
      ],
      [
        'undefined thrown afterwards, which Koa takes for no error',
        async (_ctx, next) => {
          await next();
          throw undefined;
        },
      ],
      [
        'a typed error thrown afterwards',
        async (_ctx, next) => {
          await next();
          throw new MyDataError(40101);
        },
      ],
      [
        'a body set afterwards that cannot be written as JSON',
        async (ctx, next) => {
          await next();
          ctx.body = { balance: 1n };
        },
      ],
      [
        'a stream set afterwards that fails',
        async (ctx, next) => {
          await next();
          ctx.body = new Readable({
            read() {
              this.destroy(new Error('late'));
            },
          });
        },
      ],
      [
        'a call of ctx.onerror',
        async (ctx, next) => {
          await next();
          ctx.onerror(new Error('late'));
        },
      ],
    ];

    // A stream that fails destroys the connection in Koa from 3.1 on, whatever was to be sent.
    const answered = late.filter(([what]) => name !== 'Koa 3' || !what.startsWith('a stream'));

    test.each(answered)('%s changes nothing, and is not reported', async (_what, outer) => {
      const served = await serveInside(outer, closed);
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
      await delay(10);
      expect(reports.map(({ error }) => error.code)).toEqual([40305]);
    });

    test.each(answered)('%s between two providerErrors changes nothing either', async (_what, outer) => {
      const inner = providerErrors(mydata(), { onError });
      const served = await serve(
        Koa,
        cookie,
        providerErrors(mydataToken(), { onError }),
        outer,
        inner,
        closed,
      );
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, theirs));
      expect(reports.map(({ error }) => error.code)).toEqual([40305]);
    });

    test.each<[what: string, outer: Middleware]>([
      [
        'a body set afterwards',
        async (ctx, next) => {
          await next();
          ctx.status = 200;
          ctx.body = { own: true };
        },
      ],
      [
        'the bare response',
        async (ctx, next) => {
          await next();
          ctx.res.writeHead(200, { 'x-own': '1' }).end('own');
        },
      ],
      [
        'flushHeaders()',
        async (ctx, next) => {
          await next();
          ctx.status = 200;
          ctx.flushHeaders();
        },
      ],
      [
        'respond = false and the bare response later',
        async (ctx, next) => {
          await next();
          ctx.respond = false;
          setImmediate(() => ctx.res.end('own'));
        },
      ],
    ])('%s sends the answer to the error all the same', async (what, outer) => {
      const served = await serveInside(outer, closed);
      const sent = what === 'the bare response' ? { 'x-own': '1' } : {};
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, sent));
    });

    test.each<[what: string, make: () => Readable]>([
      [
        'a stream',
        () => {
          const stream = new PassThrough();
          setTimeout(() => stream.destroy(new Error('late')), 5);
          return stream;
        },
      ],
      ['a file that is not there', () => createReadStream('/absent')],
    ])(
      '%s that fails while outer middleware runs neither speeds up nor changes the answer',
      async (_what, make) => {
        const served = await serveInside(cookie, (ctx) => {
          ctx.body = make();
          throw new MyDataError(40305);
        });
        expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, theirs));
        expect(reports).toHaveLength(1);
      },
    );

    test('a stream that fails while the handler still runs is answered once, with the headers of outer middleware', async () => {
      const served = await serveInside(cookie, async (ctx: Context) => {
        ctx.body = new Readable({ read() {} }).on('error', () => {}).destroy(crash);
        await delay(10);
      });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(50001, theirs));
      expect(reports.map(({ thrown }) => thrown)).toEqual([crash]);
    });
  });
});
