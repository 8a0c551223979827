import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { mydata } from '@oryu/core';
import { providerErrors } from '@oryu/hono';
import { type Handler, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
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

function serve(handler: Handler, prepare: (app: Hono) => unknown = () => undefined): Server {
  const app = new Hono();
  prepare(app);
  app.get(path, handler);
  return createAdaptorServer({ fetch: app.fetch }) as Server;
}

const success: Handler = (context) => context.json(members);

export const variants: Variant[] = [
  {
    name: 'floor',
    server: () => serve((context) => context.body(new Uint8Array(bytes), status as 403, headers)),
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
          app.onError((error, context) => {
            const { status, body } = handWritten(error);
            const id = context.req.header('x-api-tran-id');
            if (id !== undefined) context.header('x-api-tran-id', id);
            return context.json(body, status as 403);
          }),
      ),
  },
  {
    name: 'HTTPException',
    server: () =>
      serve(() => {
        throw new HTTPException(status as 403, { message });
      }),
  },
  ...ours((check) =>
    serve(
      check === undefined
        ? success
        : (context, next) => {
            check();
            return success(context, next);
          },
      (app) => providerErrors(app, mydata()),
    ),
  ),
];
