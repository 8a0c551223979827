import Router from '@koa/router';
import { Body, createParamDecorator, ValidationPipe } from '@nestjs/common';
import { type } from 'arktype';
import express, { Router as ExpressRouter } from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { hc } from 'hono/client';
import Joi from 'joi';
import Koa from 'koa';
import * as v from 'valibot';
import { z } from 'zod';
import { same } from '../../../test/support/types.js';
import { schemaOf } from './class-validator/index.js';
import { validate as forExpress } from './express/index.js';
import { validate as forFastify } from './fastify/index.js';
import { validate as forHono } from './hono/index.js';
import { failureOfJoi, parse } from './index.js';
import { validate as forKoa } from './koa/index.js';
import { exceptionFactory, validate as forNest } from './nest/index.js';

const body = z.object({ from: z.string().transform((text) => new Date(text)) });
const query = v.object({ limit: v.pipe(v.string(), v.transform(Number)) });
const headers = type({ 'x-api-type': "'scheduled' | 'user-search'" });

class Path {
  account!: string;
}
const params = schemaOf(Path);

type Expected = {
  readonly body: { from: Date };
  readonly query: { limit: number };
  readonly headers: { 'x-api-type': 'scheduled' | 'user-search' };
  readonly params: Path;
};
const schemas = { body, query, headers, params };

const onExpress = forExpress(schemas);
express().post('/:account', onExpress, (request) => {
  const parsed = onExpress.of(request);
  same<typeof parsed, Expected>(true);
  // What Express itself knows of the request stays.
  same<typeof request.params, { account: string }>(true);
});
ExpressRouter().use(onExpress).use('/a', onExpress).route('/b').get(onExpress);

const onFastify = forFastify(schemas);
fastify().post('/:account', { preValidation: onFastify }, async (request) => {
  const parsed = onFastify.of(request);
  same<typeof parsed, Expected>(true);
});
fastify().addHook('preHandler', onFastify);

const onKoa = forKoa(schemas);
new Koa().use(onKoa);
new Koa<{ user: string }>().use(onKoa).use((ctx) => {
  same<typeof ctx.state.user, string>(true);
});
new Router().post('/:account', onKoa, (ctx) => {
  const parsed = onKoa.of(ctx);
  same<typeof parsed, Expected>(true);
});

const app = new Hono<{ Bindings: { KEY: string } }>().post(
  '/:account',
  forHono({ json: body, query, header: headers, param: params }),
  (c) => {
    const [parsed, limit, kind] = [c.req.valid('json'), c.req.valid('query'), c.req.valid('header')];
    same<typeof parsed, { from: Date }>(true);
    same<typeof limit, { limit: number }>(true);
    same<typeof kind, Expected['headers']>(true);
    same<typeof c.env.KEY, string>(true);
    // @ts-expect-error: no schema was given for it
    c.req.valid('form');
    return c.json({ ok: true });
  },
);
const client = hc<typeof app>('http://localhost');
void client[':account'].$post({
  json: { from: '20260101' },
  query: { limit: '5' },
  header: { 'x-api-type': 'scheduled' },
  param: { account: '1' },
});

const RequestHeaders = createParamDecorator(() => undefined);
export class Controller {
  create(@Body(forNest(body)) _body: object, @RequestHeaders(forNest(headers, 'header')) _headers: object) {}
}
new ValidationPipe({ exceptionFactory });

export async function parsing(): Promise<void> {
  const parsed = await parse(body, {});
  same<typeof parsed, { from: Date }>(true);
  const { error } = Joi.object().validate({});
  if (error !== undefined) throw failureOfJoi(error);
}

// @ts-expect-error: Hono's names are for Hono
forExpress({ json: body });
// @ts-expect-error: a class is no schema, before schemaOf
forExpress({ body: Path });
