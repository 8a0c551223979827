import { MyDataError, mydata } from '@oryu/core';
import type { Middleware } from 'koa';
import compress from 'koa-compress';
import { createSession } from 'koa-session';
import { hearReports } from '../../../test/support/heard.js';
import { serve } from '../../../test/support/koa-applications.js';
import { cookie } from '../../../test/support/koa-onion.js';
import { versions } from '../../../test/support/koa-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { AbortedResponse, request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

describe.each(versions)('%s', (_name, Koa) => {
  const { reports, onError } = hearReports();

  /** An application whose errors are answered behind `outer`. */
  const serveInside = (outer: Middleware, ...inner: Middleware[]) =>
    serve(Koa, outer, providerErrors(mydata(), { onError }), ...inner);

  describe('an answer that Koa does not send', () => {
    test('an error behind respond = false is answered at once', async () => {
      const served = await serveInside(cookie, (ctx) => {
        ctx.respond = false;
        throw new MyDataError(40305);
      });
      expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    });

    test('a whole answer by hand stays whole when the handler then throws, behind koa-session and koa-compress', async () => {
      const app = new Koa();
      app.silent = true;
      app.keys = ['key'];
      app.use(providerErrors(mydata(), { onError }));
      app.use(compress({ threshold: 0 })).use(createSession({}, app as never) as unknown as Middleware);
      app.use((ctx) => {
        ctx.res.end('complete');
        throw new MyDataError(40305);
      });
      const served = await Served.start(app.callback());
      const connection = await served.connect();
      for (const _turn of [1, 2]) {
        const { body, isWhole } = await connection.send(request('GET /')).response();
        expect([body.toString(), isWhole]).toEqual(['complete', true]);
      }
      connection.reset();
      expect(reports).toHaveLength(2);
    });

    test('Koa does not end half an answer as a whole one, even if middleware delays end()', async () => {
      const holdsBack: Middleware = (ctx, next) => {
        const { end } = ctx.res;
        ctx.res.end = function (this: typeof ctx.res, ...given: unknown[]) {
          return Reflect.apply(end, this, given);
        } as typeof end;
        return next();
      };
      const served = await serve(Koa, providerErrors(mydata(), { onError }), holdsBack, (ctx) => {
        ctx.res.write('{"half":');
        throw new MyDataError(40305);
      });
      const connection = await served.connect();
      await expect(connection.send(request('GET /')).response()).rejects.toThrow(AbortedResponse);
      expect(reports).toHaveLength(1);
    });
  });
});
