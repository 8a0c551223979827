import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { providerErrors, standardHeaders } from '@oryu/express';
import type { Exchange, Harness, Mount } from '@oryu/testing';
import type { NextFunction, Request, Response, Router } from 'express';
import createError from 'http-errors';
import type { ExpressModule } from '../support/express-versions.js';

function exchangeOf(request: Request, response: Response, next: NextFunction): Exchange {
  return {
    body: request.body,
    parameter: (name) => request.params[name] as string | undefined,
    setHeader: (name, value) => void response.setHeader(name, value),
    sendJson: (value) => response.json(value),
    sendStream: (stream) => void stream.on('error', next).pipe(response),
    begin: (firstBytes) => new Promise((resolve) => response.write(firstBytes, () => resolve())),
  };
}

function mount(router: Router, { standard, options, routes }: Mount): void {
  for (const { method, path, handle } of routes) {
    const register = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    router[register](path, (request, response, next) => {
      // Express 4 does not look at promises: what they reject with is given to next by hand.
      Promise.resolve(handle(exchangeOf(request, response, next))).catch(next);
    });
  }
  router.use(providerErrors(standard, options));
}

/** A harness of one version of Express. */
export function expressHarness(name: string, express: ExpressModule): Harness {
  return {
    name,
    cannot: {
      'falsy thrown values are answered as unexpected':
        'Express treats them as next(): the response is route-not-found',
    },
    errorOfStatus: (status) => createError(status),
    async start({ standardHeaders: owes, mounts = [], ...root }) {
      const app = express().disable('x-powered-by');
      if (owes === true) app.use(standardHeaders(root.standard));
      app.use(express.json());
      for (const part of mounts) {
        const router = express.Router();
        mount(router, part);
        app.use(part.prefix, router);
      }
      mount(app, root);
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
