import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { mydata } from '@oryu/core';
import { providerErrors } from '@oryu/koa';
import Koa, { type Middleware } from 'koa';
import {
  ApiError,
  bytes,
  handWritten,
  headers,
  members,
  message,
  ours,
  status,
  type Variant,
} from './variant.js';

const jsonError: () => Middleware = createRequire(import.meta.url)('koa-json-error');

function serve(...middleware: Middleware[]): Server {
  const app = new Koa();
  for (const each of middleware) app.use(each);
  return createServer(app.callback());
}

const success: Middleware = (ctx) => {
  ctx.body = members;
};
const refuse: Middleware = (ctx) => ctx.throw(status, message);

export const variants: Variant[] = [
  {
    name: 'floor',
    server: () =>
      serve((ctx) => {
        ctx.status = status;
        ctx.set(headers);
        ctx.body = bytes;
      }),
  },
  { name: 'success', server: () => serve(success) },
  {
    name: 'hand-written',
    server: () =>
      serve(
        async (ctx, next) => {
          try {
            await next();
          } catch (error) {
            const { status, body } = handWritten(error);
            const id = ctx.get('x-api-tran-id');
            if (id !== '') ctx.set('x-api-tran-id', id);
            ctx.status = status;
            ctx.body = body;
          }
        },
        () => {
          throw new ApiError(status, '40305', message);
        },
      ),
  },
  { name: 'ctx.throw', server: () => serve(refuse) },
  { name: 'koa-json-error', server: () => serve(jsonError(), refuse) },
  ...ours((check) =>
    serve(
      providerErrors(mydata()),
      check === undefined
        ? success
        : (ctx, next) => {
            check();
            return success(ctx, next);
          },
    ),
  ),
];
