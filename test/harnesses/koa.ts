import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { bodyParser } from '@koa/bodyparser';
import Router, { type RouterContext } from '@koa/router';
import { providerErrors, standardHeaders } from '@oryu/koa';
import type { Exchange, Harness, Mount } from '@oryu/testing';
import createError from 'http-errors';
import type { Middleware } from 'koa';
import mount from 'koa-mount';
import type { KoaModule } from '../support/koa-versions.js';

function exchangeOf(ctx: RouterContext): Exchange {
  const send = (body: unknown) => {
    ctx.body = body;
  };
  return {
    body: ctx.request.body,
    parameter: (name) => ctx.params[name],
    setHeader: (name, value) => ctx.set(name, value),
    sendJson: send,
    sendStream: send,
    begin: (firstBytes) => {
      ctx.respond = false;
      ctx.status = 200;
      return new Promise((resolve) => ctx.res.write(firstBytes, () => resolve()));
    },
  };
}

/** The parser, then the routes; the binding comes before both. */
function routing({ routes }: Mount): Middleware[] {
  const router = new Router();
  for (const { method, path, handle } of routes) {
    router.register(path, [method], async (ctx) => {
      await handle(exchangeOf(ctx));
    });
  }
  return [bodyParser({ jsonLimit: '100kb' }), router.routes() as Middleware];
}

/** A harness of one version of Koa. */
export function koaHarness(name: string, Koa: KoaModule): Harness {
  return {
    name,
    cannot: {
      'an unknown charset is answered as unsupported-media-type':
        '@koa/bodyparser reads every body as UTF-8, whatever its content type says',
      'a percent-escape that cannot be decoded is answered as malformed-request':
        '@koa/router accepts such an escape and passes it to the route unchanged',
    },
    errorOfStatus: (status) => createError(status),
    async start({ standardHeaders: owes, mounts = [], ...root }) {
      const app = new Koa();
      // Koa would print each crash of the suite.
      app.silent = true;
      app.use(providerErrors(root.standard, root.options));
      if (owes === true) app.use(standardHeaders(root.standard));
      for (const part of mounts) {
        const inner = new Koa();
        inner.middleware = [providerErrors(part.standard, part.options), ...routing(part)];
        app.use(mount(part.prefix, inner));
      }
      for (const middleware of routing(root)) app.use(middleware);
      const server = app.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return {
        port: (server.address() as AddressInfo).port,
        stop: async () => {
          server.closeAllConnections();
          server.close();
        },
      };
    },
  };
}
