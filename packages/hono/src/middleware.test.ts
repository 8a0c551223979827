import { getRequestListener } from '@hono/node-server';
import { type ErrorReport, MyDataError, mydata } from '@oryu/core';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

test('translate is called before the status of an HTTPException is read', async () => {
  const reports: ErrorReport[] = [];
  const app = new Hono();
  providerErrors(app, mydata(), {
    translate: (thrown) => (thrown instanceof HTTPException ? new MyDataError(40305) : undefined),
    onError: (report) => reports.push(report),
  });
  app.get('/', () => {
    throw new HTTPException(401);
  });
  const served = await Served.start(getRequestListener(app.fetch));
  expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
  expect(reports.map(({ origin }) => origin)).toEqual(['domain']);
});
