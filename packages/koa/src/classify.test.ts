import { text } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import { Failure, mydata } from '@oryu/core';
import parse from 'co-body';
import Koa, { type Middleware } from 'koa';
import { koaBody } from 'koa-body';
import { kinds } from '../../../test/support/kinds.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const serve = (...middleware: Middleware[]) => {
  const app = new Koa();
  app.silent = true;
  app.use(providerErrors(kinds()));
  for (const each of middleware) app.use(each);
  return Served.start(app.callback());
};
const kindOf = async (served: Served, bytes: Buffer) => (await served.answerTo(bytes)).split('\n\n')[1];

const json = { 'content-type': 'application/json' };
const gzip = { ...json, 'content-encoding': 'gzip' };
const unknown = { ...json, 'content-encoding': 'x' };

const thrownBy = (decompress: () => unknown) => {
  try {
    return decompress();
  } catch (error) {
    return error;
  }
};

/** What clients of upstream servers throw, and programs of their own, that has the marks of a parser's errors. */
const lookAlikes: readonly (readonly [what: string, make: () => unknown])[] = [
  ['an object { status: 400, body }', () => ({ status: 400, body: '<x/>' })],
  ['an Error { status: 400, body }', () => Object.assign(new Error(), { status: 400, body: '<x/>' })],
  [
    'a SyntaxError { status: 400, body }',
    () => Object.assign(new SyntaxError(), { status: 400, body: '<x/>' }),
  ],
  ['a SyntaxError { status: 400 }', () => Object.assign(new SyntaxError(), { status: 400 })],
  ['a RangeError { status: 400 }', () => Object.assign(new RangeError(), { status: 400 })],
  [
    'a RangeError { status: 400, body }',
    () => Object.assign(new RangeError(), { status: 400, body: '<x/>' }),
  ],
  [
    "an Error { status: 415 } that names the request's encoding",
    () => Object.assign(new Error('Unsupported Content-Encoding: gzip'), { status: 415 }),
  ],
  [
    "an Error { status: 415 } that names the request's type",
    () => Object.assign(new Error('Unsupported content-type: application/json'), { status: 415 }),
  ],
  [
    'an Error { status: 415 } that names another type',
    () => Object.assign(new Error('Unsupported content-type: text/xml'), { status: 415 }),
  ],
  [
    'an Error { status: 415 } that misses a type',
    () => Object.assign(new Error('Missing content-type'), { status: 415 }),
  ],
  ["gunzip's error", () => thrownBy(() => gunzipSync('secret'))],
  ["brotli's error", () => thrownBy(() => brotliDecompressSync('secret'))],
];

describe.each(lookAlikes)('%s is unexpected', (what, make) => {
  const fail: Middleware = async () => {
    throw make();
  };

  test.each<[where: string, middleware: Middleware[], bytes: Buffer]>([
    ['behind @koa/bodyparser', [bodyParser() as Middleware, fail], request('POST /', json, '{}')],
    [
      'behind @koa/bodyparser that decompressed',
      [bodyParser() as Middleware, fail],
      request('POST /', gzip, gzipSync('{}')),
    ],
    ['behind koa-body', [koaBody() as Middleware, fail], request('POST /', json, '{}')],
    [
      "behind koa-body that leaves the body on Node's request alone",
      [koaBody({ patchKoa: false, patchNode: true }) as Middleware, fail],
      request('POST /', json, '{}'),
    ],
    ['without a body', [fail], request('GET /')],
    ['without a body, but with an encoding', [fail], request('GET /', { 'content-encoding': 'x' })],
  ])('%s', async (_where, middleware, bytes) => {
    expect(await kindOf(await serve(...middleware), bytes)).toBe('unexpected');
  });

  // Before a parser has run, nothing but the text tells these two from co-body's own.
  if (!what.includes("the request's")) {
    test.each<[where: string, headers: Record<string, string>, body: string | Buffer]>([
      ['a body', json, '{'],
      ['a compressed body', gzip, 'secret'],
      ['a body of an unknown encoding', unknown, 'secret'],
    ])('in front of the parser of %s', async (_where, headers, body) => {
      const served = await serve(fail, bodyParser() as Middleware);
      expect(await kindOf(served, request('POST /', headers, body))).toBe('unexpected');
    });
  }
});

describe('data that a handler cannot decompress is unexpected', () => {
  const gunzip: Middleware = () => void gunzipSync('secret');

  test.each<[what: string, middleware: Middleware[]]>([
    ['when it has read the body itself', [(ctx, next) => text(ctx.req).then(next), gunzip]],
    [
      'while it passes the body on',
      [
        async (ctx) => {
          const upstream = await Served.start((passed, response) => passed.pipe(response));
          const { request: send } = await import('node:http');
          await new Promise<void>((resolve) =>
            ctx.req.pipe(
              send({ port: upstream.port, method: 'POST' }, (answer) => resolve(void answer.resume())),
            ),
          );
          gunzipSync('secret');
        },
      ],
    ],
  ])('%s', async (_what, middleware) => {
    const served = await serve(...middleware);
    expect(await kindOf(served, request('POST /', gzip, gzipSync('{}')))).toBe('unexpected');
  });
});

describe('bodies that co-body refuses when it is called directly', () => {
  const parsing: Middleware = async (ctx) => {
    ctx.body = await parse(ctx);
  };

  test.each<[what: string, headers: Record<string, string>, kind: string]>([
    ['a type it does not know', { 'content-type': 'application/x-own; a=1' }, 'unsupported-media-type'],
    ['an encoding it does not know', unknown, 'unsupported-media-type'],
    ['broken JSON', json, 'malformed-body'],
    ['a body that is not compressed as it says', gzip, 'malformed-body'],
  ])('%s (%j) is %s', async (_what, headers, kind) => {
    expect(await kindOf(await serve(parsing), request('POST /', headers, '{"a":'))).toBe(kind);
  });
});

test('an inherited member is not a mark of a parser', async () => {
  const served = await serve(async (ctx) => void JSON.parse(await text(ctx.req)));
  const { prototype } = Object as { readonly prototype: { status?: unknown; body?: unknown } };
  try {
    Object.assign(prototype, { status: 400, body: undefined });
    expect(await kindOf(served, request('POST /', json, '{'))).toBe('unexpected');
  } finally {
    delete prototype.status;
    delete prototype.body;
  }
});

describe("a framework's own header fields", () => {
  const serveMyData = (handler: Middleware) => {
    const router = new Router().get('/', handler).post('/', handler);
    const app = new Koa();
    app.silent = true;
    app.use(providerErrors(mydata())).use(router.routes() as Middleware);
    return Served.start(app.callback());
  };

  test.each<[what: string, handler: Middleware, code: number, headers: Record<string, string>]>([
    ['ctx.throw(405) has the Allow of the router', (ctx) => ctx.throw(405), 40501, { allow: 'POST' }],
    [
      'ctx.throw(405) keeps an Allow of its own',
      (ctx) => ctx.throw(405, { headers: { Allow: 'PUT' } }),
      40501,
      { allow: 'PUT' },
    ],
    [
      'ctx.throw(429) keeps its Retry-After',
      (ctx) => ctx.throw(429, { headers: { 'Retry-After': '60' } }),
      42901,
      { 'retry-after': '60' },
    ],
    [
      'a Retry-After that was set goes with a 404',
      (ctx) => {
        ctx.set('Retry-After', '60');
        ctx.throw(404);
      },
      40401,
      {},
    ],
    [
      'ctx.throw(401) keeps its challenge',
      (ctx) => ctx.throw(401, { headers: { 'WWW-Authenticate': 'Basic realm="bank"' } }),
      40101,
      { 'www-authenticate': 'Basic realm="bank"' },
    ],
    [
      'a challenge that was set stays with a 401',
      (ctx) => {
        ctx.set('WWW-Authenticate', 'Bearer realm="bank", error="invalid_token"');
        ctx.throw(401);
      },
      40101,
      { 'www-authenticate': 'Bearer realm="bank", error="invalid_token"' },
    ],
    [
      'a challenge that was set goes with a crash',
      (ctx) => {
        ctx.set('WWW-Authenticate', 'Basic');
        throw new Failure('unexpected');
      },
      50001,
      {},
    ],
    [
      'no other header of an error is sent',
      (ctx) => ctx.throw(404, { headers: { 'X-Secret': '1', 'Set-Cookie': 'a=1' } }),
      40401,
      {},
    ],
  ])('%s', async (_what, handler, code, headers) => {
    const served = await serveMyData(handler);
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(code, headers));
  });
});
