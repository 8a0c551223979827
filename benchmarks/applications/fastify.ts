import type { Server } from 'node:http';
import createFastifyError from '@fastify/error';
import { mydata } from '@oryu/core';
import { providerErrors } from '@oryu/fastify';
import fastify, { type FastifyInstance, type RouteHandlerMethod } from 'fastify';
import {
  ApiError,
  bytes,
  handWritten,
  headers,
  members,
  message,
  ours,
  path,
  status,
  type Variant,
} from './variant.js';

async function serve(
  handler: RouteHandlerMethod,
  prepare: (app: FastifyInstance) => unknown = () => undefined,
): Promise<Server> {
  const app = fastify();
  await prepare(app);
  app.get(path, handler);
  await app.ready();
  return app.server;
}

const success: RouteHandlerMethod = () => members;
const Forbidden = createFastifyError('40305', message, status);

export const variants: Variant[] = [
  {
    name: 'floor',
    server: () => serve((_request, reply) => reply.code(status).headers(headers).send(bytes)),
  },
  { name: 'success', server: () => serve(success) },
  {
    name: 'hand-written',
    server: () =>
      serve(
        () => {
          throw new ApiError(status, '40305', message);
        },
        (app) =>
          app.setErrorHandler((error, request, reply) => {
            const { status, body } = handWritten(error);
            const id = request.headers['x-api-tran-id'];
            if (id !== undefined) reply.header('x-api-tran-id', id);
            reply.code(status).send(body);
          }),
      ),
  },
  {
    name: '@fastify/error',
    server: () =>
      serve(() => {
        throw new Forbidden();
      }),
  },
  ...ours((check) =>
    serve(
      check === undefined
        ? success
        : () => {
            check();
            return members;
          },
      (app) => app.register(providerErrors, { standard: mydata() }),
    ),
  ),
];
