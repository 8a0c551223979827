import * as core from '@oryu/core';
import { Hono } from 'hono';
import { blocks, run } from '../../../test/support/documentation.js';
import * as binding from './index.js';

const file = 'packages/hono/README.md';
const [use = '', options = '', paths = '', parts = '', plain = ''] = blocks(file, 'ts');
const names = { ...core, ...binding };

test('the code answers as it says', async () => {
  const app = (await run(use.replace('export default', 'return'))) as Hono;
  const headers = { 'x-api-tran-id': '0000000000M00000000000001' };
  const response = await app.request('/v2/bank/accounts', { headers });
  expect(response.status).toBe(403);
  expect(response.headers.get('x-api-tran-id')).toBe(headers['x-api-tran-id']);
});

test('the options take effect', async () => {
  class TokenExpired extends Error {}
  const logged: unknown[] = [];
  const app = new Hono();
  await run(options, { ...names, app, TokenExpired, log: { error: (entry: unknown) => logged.push(entry) } });
  app.get('/expired', () => {
    throw new TokenExpired();
  });
  const crash = new Error('crash');
  app.get('/crash', () => {
    throw crash;
  });
  expect(await (await app.request('/expired')).json()).toHaveProperty('rsp_code', '40101');
  await app.request('/crash');
  expect(logged).toEqual([{ code: 50001, thrown: crash }]);
});

test('each path has its own standard', async () => {
  const app = new Hono();
  await run(paths, { ...names, app });
  expect(await (await app.request('/oauth/2.0/nowhere')).json()).toHaveProperty('error', 'invalid_request');
  expect(await (await app.request('/nowhere')).json()).toHaveProperty('rsp_code', '40401');
});

test('each part has its standard', async () => {
  const app = new Hono();
  await run(parts, { ...names, app, oauth: new Hono() });
  expect(await (await app.request('/oauth/nowhere')).json()).toHaveProperty('error', 'invalid_request');
  expect(await (await app.request('/nowhere')).json()).toHaveProperty('rsp_code', '40401');
});

test('a plain handler is answered for', async () => {
  const handler = await run(plain.replace('export const GET =', 'return'), { accounts: () => undefined });
  const response = await (handler as (request: Request) => Promise<Response>)(
    new Request('http://api.example/'),
  );
  expect(response.status).toBe(404);
});
