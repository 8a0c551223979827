import { gunzipSync } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import etag from '@fastify/etag';
import helmet from '@fastify/helmet';
import { MyDataError, mydata } from '@oryu/core';
import type { FastifyInstance } from 'fastify';
import { serve as serveApp } from '../../../test/support/fastify-applications.js';
import { ok, versions } from '../../../test/support/fastify-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { keptAlive, request, textOf } from '../../../test/support/raw-http.js';

const closed = () => {
  throw new MyDataError(40305);
};

const [[, fastify]] = versions as [(typeof versions)[number]];
const serve = (configure: (app: FastifyInstance) => unknown) =>
  serveApp(fastify(), { standard: mydata() }, configure);

const withoutOwn = ([name]: readonly [string, string]) =>
  !(name in keptAlive || /^(content-(type|length)|etag)$/.test(name));

test('headers that @fastify/cors, helmet and cookie set on a success are on an error as well', async () => {
  const served = await serve((app) => {
    app
      .register(helmet)
      .register(cors, { origin: ['https://app.example'] })
      .register(cookie);
    app.addHook('onRequest', async (_request, reply) => void reply.setCookie('session', '1'));
    app.get('/ok', ok);
    app.get('/closed', closed);
  });
  const connection = await served.connect();
  const origin = { origin: 'https://app.example' };
  const { headers } = await connection.send(request('GET /ok', origin)).response();
  connection.reset();
  const theirs = headers.map(([key, value]) => [key.toLowerCase(), value] as const).filter(withoutOwn);
  expect(theirs).toContainEqual(['set-cookie', 'session=1; SameSite=Lax']);
  expect(theirs).toContainEqual(['x-content-type-options', 'nosniff']);
  expect(theirs).toContainEqual(['access-control-allow-origin', 'https://app.example']);
  const all = Object.fromEntries(theirs);
  expect(await served.answerTo(request('GET /closed', origin))).toBe(answerOf(40305, all));
  expect(await served.answerTo(request('GET /nowhere', origin))).toBe(answerOf(40401, all));
});

test('@fastify/etag does not add an ETag to an error, or answer one with 304', async () => {
  const served = await serve((app) => app.register(etag).get('/', closed));
  expect(await served.answerTo(request('GET /', { 'if-none-match': '*' }))).toBe(answerOf(40305));
});

test('@fastify/compress compresses a success, and does not change an error', async () => {
  const large = { text: 'a'.repeat(5000) };
  const served = await serve((app) =>
    app.register(compress, { threshold: 0 }).after(() => app.get('/', closed).get('/ok', async () => large)),
  );
  const connection = await served.connect();
  const accept = { 'accept-encoding': 'gzip' };
  const { body } = await connection.send(request('GET /ok', accept)).response();
  expect(gunzipSync(body).toString()).toBe(JSON.stringify(large));
  for (const _time of ['first', 'second']) {
    const response = await connection.send(request('GET /', accept)).response();
    expect(textOf(response)).toBe(answerOf(40305, { vary: 'accept-encoding' }));
  }
  connection.reset();
});
