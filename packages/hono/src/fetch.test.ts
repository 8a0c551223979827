/** On any runtime of the Fetch API: nothing here goes through a server of Node. */
import { MyDataError, mydata } from '@oryu/core';
import { Hono } from 'hono';
import { jsonReply } from '../../../test/support/reply.js';
import { providerErrors } from './index.js';

const body = (code: 40305 | 40401 | 40501 | 50001) =>
  `{"rsp_code":"${code}","rsp_msg":"${mydata().codes.get(code)?.text}"}`;

const app = new Hono<{ Bindings: { secret: string } }>();
const crashes: unknown[] = [];
providerErrors(app, mydata(), {
  onError: ({ origin, thrown }) => origin === 'unexpected' && crashes.push(thrown),
});
app.get('/closed', () => {
  throw new MyDataError(40305);
});
app.get('/no-error', () => {
  throw undefined;
});

test.each([
  ['GET', '/closed', jsonReply(403, body(40305))],
  ['HEAD', '/closed', { ...jsonReply(403, body(40305)), body: '' }],
  ['GET', '/no-error', jsonReply(500, body(50001))],
  ['GET', '/nowhere', jsonReply(404, body(40401))],
  ['PUT', '/closed', jsonReply(405, body(40501), { allow: 'GET, HEAD' })],
])('%s %s', async (method, path, reply) => {
  const response = await app.request(path, { method });
  const { status, headers } = response;
  expect({ status, headers: Object.fromEntries(headers), body: await response.text() }).toEqual(reply);
  expect(crashes.splice(0)).toEqual(path === '/no-error' ? [undefined] : []);
});

test('the context has the error, as in Hono’s own handlers', async () => {
  const known: unknown[] = [];
  const app = new Hono();
  providerErrors(app, mydata());
  const closed = new MyDataError(40305);
  app.use(async (context, next) => {
    await next();
    known.push(context.error);
  });
  app.get('/', () => {
    throw closed;
  });
  await app.request('/');
  expect(known).toEqual([closed]);
});
