import { getRequestListener } from '@hono/node-server';
import { mydata, mydataToken } from '@oryu/core';
import { Hono, type MiddlewareHandler } from 'hono';
import { keptAlive, request, responseText } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors, standardHeaders } from './index.js';

const transactionId = 'ORYUBANK01S00000000000001';
const owed = { 'x-api-tran-id': transactionId };

const serve = (configure: (app: Hono) => unknown) => {
  const app = new Hono();
  configure(app);
  providerErrors(app, mydata());
  return Served.start(getRequestListener(app.fetch));
};

describe('the headers that a standard requires', () => {
  const body = '{"rsp_code":"00000"}';
  const success = (more: Record<string, string>, length = body.length) =>
    responseText(
      'HTTP/1.1 200 OK',
      Object.entries({ 'content-length': String(length), ...keptAlive, ...more }),
      length === 0 ? '' : body,
    );
  const json = { 'content-type': 'application/json' };

  const handlers: Record<string, [handler: MiddlewareHandler, answer: string]> = {
    'c.json()': [async (context) => context.json({ rsp_code: '00000' }), success({ ...json, ...owed })],
    'a Response of its own': [
      async () => new Response(body, { headers: json }),
      success({ ...json, ...owed }),
    ],
    'Response.json()': [async () => Response.json({ rsp_code: '00000' }), success({ ...json, ...owed })],
    'no body': [async (context) => context.body(null, 200, { 'content-length': '0' }), success(owed, 0)],
  };

  test.each(Object.entries(handlers))('are on a success by %s', async (_name, [handler, answer]) => {
    const served = await serve((app) => app.use(standardHeaders(mydata())).get('/', handler));
    expect(await served.answerTo(request('GET /', owed))).toBe(answer);
    expect(await served.answerTo(request('GET /'))).toBe(
      answer.replace(`\nx-api-tran-id: ${transactionId}`, ''),
    );
  });

  test('are on a redirect, which cannot be changed', async () => {
    const served = await serve((app) =>
      app.use(standardHeaders(mydata())).get('/', () => Response.redirect('https://client.example/', 302)),
    );
    expect(await served.answerTo(request('GET /', owed))).toContain(`\nx-api-tran-id: ${transactionId}\n`);
  });

  test('are those of the standard', async () => {
    const served = await serve((app) =>
      app.use(standardHeaders(mydataToken())).get('/', (context) => context.json({ rsp_code: '00000' })),
    );
    expect(await served.answerTo(request('GET /'))).toBe(
      success({ ...json, 'cache-control': 'no-store', pragma: 'no-cache' }),
    );
  });

  test('need a standard', () => {
    expect(() => standardHeaders(mydata as never)).toThrow(TypeError);
  });
});
