import type { AddressInfo } from 'node:net';
import { providerErrors, serverOptions, standardHeaders } from '@oryu/fastify';
import type { Exchange, Harness, Mount } from '@oryu/testing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import createError from 'http-errors';
import type { FastifyFactory } from '../support/fastify-versions.js';

function exchangeOf(request: FastifyRequest, reply: FastifyReply): Exchange {
  return {
    body: request.body,
    parameter: (name) => (request.params as Readonly<Record<string, string>>)[name],
    setHeader: (name, value) => void reply.header(name, value),
    sendJson: (value) => reply.send(value),
    sendStream: (stream) => reply.send(stream),
    begin: (firstBytes) => new Promise((resolve) => reply.raw.write(firstBytes, () => resolve())),
  };
}

async function govern(app: FastifyInstance, { standard, options, routes }: Mount): Promise<void> {
  await app.register(providerErrors, { standard, ...options });
  for (const { method, path, handle } of routes) {
    app.route({ method, url: path, handler: async (request, reply) => handle(exchangeOf(request, reply)) });
  }
}

/** A harness of one version of Fastify. */
export function fastifyHarness(name: string, fastify: FastifyFactory): Harness {
  return {
    name,
    cannot: {
      'an unknown charset is answered as unsupported-media-type':
        'Fastify reads every JSON body as UTF-8, whatever its content type says',
      'an unknown content encoding is answered as unsupported-media-type':
        'Fastify ignores Content-Encoding and reads the body as received',
      'a kept connection stays open after every refused body, also with pipelined requests':
        'Fastify closes the connection after a body that is too large; Fastify 5 after every body it refuses',
    },
    errorOfStatus: (status) => createError(status),
    async start({ standardHeaders: owes, mounts = [], ...root }) {
      const app = fastify({ ...serverOptions(root.standard, root.options), bodyLimit: 100 * 1024 });
      if (owes === true) await app.register(standardHeaders, { standard: root.standard });
      await govern(app, root);
      for (const each of mounts) {
        await app.register((scope) => govern(scope, each), { prefix: each.prefix });
      }
      await app.listen({ port: 0, host: '127.0.0.1' });
      return {
        port: (app.server.address() as AddressInfo).port,
        stop: async () => {
          app.server.closeAllConnections();
          await app.close();
        },
      };
    },
  };
}
