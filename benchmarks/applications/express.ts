import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { forbidden, isBoom } from '@hapi/boom';
import { mydata } from '@oryu/core';
import { providerErrors } from '@oryu/express';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import createError from 'http-errors';
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

function variantsOf(framework: typeof express): Variant[] {
  const serve = (
    handler: RequestHandler,
    ...errorHandlers: (RequestHandler | ErrorRequestHandler)[]
  ): Server => {
    const app = framework();
    app.get(path, handler);
    for (const handle of errorHandlers) app.use(handle);
    return createServer(app);
  };
  const success: RequestHandler = (_request, response) => {
    response.json(members);
  };
  return [
    {
      name: 'floor',
      server: () => serve((_request, response) => response.writeHead(status, headers).end(bytes)),
    },
    { name: 'success', server: () => serve(success) },
    {
      name: 'hand-written',
      server: () =>
        serve(
          () => {
            throw new ApiError(status, '40305', message);
          },
          (error, request, response, _next) => {
            const { status, body } = handWritten(error);
            const id = request.get('x-api-tran-id');
            if (id !== undefined) response.set('x-api-tran-id', id);
            response.status(status).json(body);
          },
        ),
    },
    {
      name: 'http-errors',
      server: () =>
        serve(() => {
          throw createError(status, message);
        }),
    },
    {
      name: 'Boom',
      server: () =>
        serve(
          () => {
            throw forbidden(message);
          },
          (error, _request, response, next) => {
            if (!isBoom(error)) return next(error);
            const { statusCode, headers, payload } = error.output;
            response.status(statusCode).set(headers).json(payload);
          },
        ),
    },
    ...ours((check) =>
      serve(
        check === undefined
          ? success
          : (request, response, next) => {
              check();
              success(request, response, next);
            },
        ...providerErrors(mydata()),
      ),
    ),
  ];
}

const express4: typeof express = createRequire(import.meta.url)('express4');

export const express5Variants = variantsOf(express);
export const express4Variants = variantsOf(express4);
