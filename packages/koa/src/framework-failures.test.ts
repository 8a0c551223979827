import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import { type FailureKind, mydata } from '@oryu/core';
import Koa3, { type Middleware } from 'koa';
import { koaBody } from 'koa-body';
import { kinds } from '../../../test/support/kinds.js';
import { ok, versions } from '../../../test/support/koa-versions.js';
import { answerOf, answerOfFailure } from '../../../test/support/mydata-answers.js';
import { chunked, request, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const text = { 'content-type': 'text/plain' };
const large = JSON.stringify({ a: 'a'.repeat(10_000_000) });

const parsers: readonly (readonly [name: string, kind: FailureKind, request: Buffer])[] = [
  ['broken JSON', 'malformed-body', request('POST /', json, '{"a":')],
  ['JSON that is not an object', 'malformed-body', request('POST /', json, '"a"')],
  ['JSON with a forbidden name', 'malformed-body', request('POST /', json, '{"__proto__":{}}')],
  ['a body announced as too large', 'body-too-large', request('POST /', json, large)],
  [
    'a body of chunks that becomes too large',
    'body-too-large',
    request('POST /', { ...json, 'transfer-encoding': 'chunked' }, chunked(large)),
  ],
  ['a form that is too large', 'body-too-large', request('POST /', form, `a=${large}`)],
  ['a text that is too large', 'body-too-large', request('POST /', text, large)],
  [
    'an unknown content encoding',
    'unsupported-media-type',
    request('POST /', { ...json, 'content-encoding': 'x-unknown' }, '{}'),
  ],
];

const contexts: readonly (readonly [name: string, kind: FailureKind, middleware: Middleware])[] = [
  ['ctx.throw(403)', 'forbidden', (ctx) => ctx.throw(403)],
  ['ctx.throw with a text', 'invalid-parameter', (ctx) => ctx.throw(400, '비밀')],
  ['ctx.throw with properties', 'unauthenticated', (ctx) => ctx.throw(401, { headers: { 'x-a': '1' } })],
  ['ctx.throw with a text alone', 'unexpected', (ctx) => ctx.throw('비밀')],
  ['ctx.assert', 'unauthenticated', (ctx) => ctx.assert(false, 401, '비밀')],
  ['ctx.throw around another error', 'rate-limited', (ctx) => ctx.throw(429, new Error('비밀'))],
  [
    'a body that cannot be written as JSON',
    'unexpected',
    (ctx) => {
      ctx.body = { balance: 1n };
    },
  ],
  [
    'a status that does not exist',
    'unexpected',
    (ctx) => {
      ctx.status = 99;
    },
  ],
  ['a header of Korean text', 'unexpected', (ctx) => ctx.set('x-name', '계좌')],
];

describe.each(versions)('%s', (_name, Koa) => {
  const serve = (standard: ReturnType<typeof mydata | typeof kinds>, ...middleware: Middleware[]) => {
    const app = new Koa().use(providerErrors(standard));
    app.silent = true;
    for (const each of middleware) app.use(each);
    return Served.start(app.callback());
  };

  describe.each<[string, () => Middleware]>([
    ['@koa/bodyparser', () => bodyParser({ enableTypes: ['json', 'form', 'text'] }) as Middleware],
    ['koa-body', () => koaBody() as Middleware],
  ])('%s', (_parser, parser) => {
    test.each(parsers)('%s is answered as %s', async (_name, kind, bytes) => {
      const named = await serve(kinds(), parser(), ok);
      expect(await named.answerTo(bytes)).toMatch(new RegExp(`\n\n${kind}$`));
      const connection = await (await serve(mydata(), parser(), ok)).connect();
      connection.send(bytes, request('GET /'));
      expect(textOf(await connection.response())).toBe(answerOfFailure(kind));
      expect((await connection.response()).statusLine).toBe('HTTP/1.1 200 OK');
      connection.reset();
    });
  });

  test.each(contexts)(
    '%s is answered as %s, and nothing of it is on the wire',
    async (_name, kind, handler) => {
      const named = await serve(kinds(), handler);
      expect(await named.answerTo(request('GET /'))).toMatch(new RegExp(`\n\n${kind}$`));
      const served = await serve(mydata(), handler);
      expect(await served.answerTo(request('GET /'))).toBe(answerOfFailure(kind));
    },
  );
});

test('a SyntaxError that the handler throws is unexpected', async () => {
  const router = new Router().get('/', () => JSON.parse('{'));
  const app = new Koa3().use(providerErrors(mydata())).use(router.routes() as Middleware);
  app.silent = true;
  expect(await (await Served.start(app.callback())).answerTo(request('GET /'))).toBe(answerOf(50001));
});
