/** On any runtime of the Fetch API: nothing here goes through a server of Node. */
import { type ErrorReport, MyDataError, mydata } from '@oryu/core';
import { Hono } from 'hono';
import { jsonReply } from '../../../test/support/reply.js';
import { providerErrors } from './index.js';

const body = (code: 40305 | 40401 | 40501 | 50001) =>
  `{"rsp_code":"${code}","rsp_msg":"${mydata().codes.get(code)?.text}"}`;

const app = new Hono<{ Bindings: { secret: string } }>();
providerErrors(app, mydata());
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
});

test('the context knows the error, as Hono’s own handlers have it', async () => {
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

test('onError hears once of each error answer, with its origin', async () => {
  const reports: ErrorReport[] = [];
  const app = new Hono();
  providerErrors(app, mydata(), { onError: (report) => reports.push(report) });
  app.get('/closed', () => {
    throw new MyDataError(40305);
  });
  app.get('/crash', () => {
    throw new Error('crash');
  });
  for (const path of ['/closed?a=1', '/nowhere', '/crash']) await app.request(path);
  expect(reports.map(({ origin, error, request }) => [origin, error.code, request.url])).toEqual([
    ['domain', 40305, '/closed?a=1'],
    ['framework', 40401, '/nowhere'],
    ['unexpected', 50001, '/crash'],
  ]);
});

describe('at start-up', () => {
  test.each([
    ['a factory that was not called', mydata as never, {}],
    ['no standard', undefined as never, {}],
    ['an unknown option', mydata(), { onerror: () => {} } as never],
    ['an option that is no function', mydata(), { onError: 'log' } as never],
  ])('%s is a TypeError', (_name, standard, options) => {
    expect(() => providerErrors(new Hono(), standard, options)).toThrow(TypeError);
  });
});
