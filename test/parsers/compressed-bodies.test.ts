import { brotliCompressSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { bodyParser } from '@koa/bodyparser';
import { Failure } from '@oryu/core';
import { providerErrors as ofKoa } from '@oryu/koa';
import { exchange, requestBytes } from '@oryu/testing';
import Koa, { type Middleware } from 'koa';
import { assertAnswer, viewOf } from '../../packages/testing/src/expectations.js';
import { kinds } from '../support/kinds.js';
import { jsonApps } from '../support/parser-apps.js';
import { describeRefusals, json } from '../support/refusals.js';
import { Served } from '../support/served.js';

describe('a body that is not compressed as it says', () => {
  const compressed = JSON.stringify({ secret: 'a'.repeat(100) });
  const withDictionary = deflateSync(compressed, { dictionary: Buffer.from('secret') });
  const refusals = (
    bodies: readonly (readonly [name: string, encoding: string, body: string | Uint8Array])[],
  ) =>
    bodies.map(([name, encoding, body]) => ({
      name,
      options: undefined,
      headers: { ...json, 'content-encoding': encoding },
      body,
      kind: 'malformed-body' as const,
    }));
  // koa-body copies errors that are none of its realm, as those of Node are inside of Jest, and loses their code.
  const apps = jsonApps.filter(({ name }) => name !== 'koa-body');
  describeRefusals(
    apps,
    refusals([
      ['no gzip', 'gzip', 'secret'],
      ['half of gzip', 'gzip', gzipSync(compressed).subarray(0, 20)],
      ['no deflate', 'deflate', 'secret'],
      ['deflate with a dictionary', 'deflate', withDictionary],
    ]),
  );
  describeRefusals(
    // The body-parser of Express 4 knows no brotli.
    apps.filter(({ name }) => !name.endsWith('Express 4')),
    refusals([
      ['no brotli', 'br', 'secret'],
      ['half of brotli', 'br', brotliCompressSync(compressed).subarray(0, 10)],
    ]),
  );

  const gzip = { 'content-encoding': 'gzip' };
  const parse = bodyParser() as Middleware;
  const fail = () => void gunzipSync('secret');
  const breakWhenLookedAt = () => {
    throw Object.defineProperty(new Error('secret'), 'code', { get: fail });
  };
  test.each<[what: string, headers: Record<string, string>, body: string | Buffer, middleware: Middleware[]]>(
    [
      ['data that a handler cannot decompress after an uncompressed body', json, '{}', [parse, fail]],
      [
        'what a handler fails to decompress after a body that was decompressed',
        { ...json, ...gzip },
        gzipSync('{}'),
        [parse, fail],
      ],
      ['an error that breaks when it is looked at', gzip, '', [breakWhenLookedAt]],
    ],
  )('is not %s, in Koa', async (_what, headers, body, middleware) => {
    const app = new Koa().use(ofKoa(kinds()));
    app.silent = true;
    for (const each of middleware) app.use(each);
    const { port } = await Served.start(app.callback());
    const [answer] = await exchange(port, requestBytes('POST', '/', headers, body));
    assertAnswer(answer, new Failure('unexpected'), viewOf('POST', '/', headers), kinds());
  });
});
