import { getRequestListener } from '@hono/node-server';
import { type ErrorReport, mydata, mydataToken } from '@oryu/core';
import { type Context, Hono, type Next } from 'hono';
import { part } from '../../../test/support/hono-part.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

describe('a failure after an answered error changes nothing, and is not reported', () => {
  const heard: string[] = [];
  const hear = (name: string) => ({
    onError: ({ error }: ErrorReport) => heard.push(`${name} ${error.code}`),
  });
  const failAfter = async (_context: Context, next: Next) => {
    await next();
    throw new Error('after the answer');
  };
  let served: Served;

  beforeAll(async () => {
    const token = new Hono().use(failAfter).route('/', part());
    providerErrors(token, mydataToken(), hear('token'));
    const app = new Hono().use(failAfter).route('/oauth', token);
    providerErrors(app, mydata(), hear('api'));
    served = await Served.start(getRequestListener(app.fetch));
  });

  test.each([
    ['GET /oauth/crash', 'server_error', 'token server_error'],
    ['GET /oauth/no-error', 'server_error', 'token server_error'],
    ['GET /oauth/api', 40305, 'token 40305'],
    // Until then, nothing has failed: a middleware could still have answered.
    ['GET /oauth/nowhere', 'server_error', 'token server_error'],
    ['GET /nowhere', 50001, 'api 50001'],
    ['POST /oauth/tokens', 'server_error', 'token server_error'],
  ] as const)('%s', async (line, code, report) => {
    heard.length = 0;
    expect(await served.answerTo(request(line))).toBe(answerOf(code));
    expect(heard).toEqual([report]);
  });
});
