import { AsyncLocalStorage } from 'node:async_hooks';
import { type ErrorReport, Failure, MyDataError, mydata } from '@oryu/core';
import express from 'express';
import createError from 'http-errors';
import supertest from 'supertest';
import { printedBy } from '../../../test/support/printed.js';
import { type ExpressContext, providerErrors } from './index.js';

test('a report has the request and the response of Express as its context', async () => {
  const reports: ErrorReport<ExpressContext>[] = [];
  const onError = (report: ErrorReport<ExpressContext>) => reports.push(report);
  const app = express().get('/', () => {
    throw new MyDataError(40305);
  });
  await supertest(app.use(providerErrors(mydata(), { onError })))
    .get('/')
    .set('x-trace', 'a');
  expect(
    reports.map(({ context: { request, response } }) => [request.get('x-trace'), response.statusCode]),
  ).toEqual([['a', 403]]);
});

describe('without onError', () => {
  const crash = new Error('a bug');

  test.each<[what: string, thrown: unknown, env: string, isPrinted: boolean]>([
    ['a crash is printed, as Express prints it', crash, 'production', true],
    ['a crash of a test is not, as in Express', crash, 'test', false],
    ['a typed error is not', new MyDataError(50001), 'production', false],
    ['a failure is not', new Failure('upstream-failed'), 'production', false],
    ["the client's mistake is not", createError(400), 'production', false],
  ])('%s', async (_what, thrown, env, isPrinted) => {
    const app = express().set('env', env);
    app.get('/', () => {
      throw thrown;
    });
    app.use(providerErrors(mydata()));
    const printed = await printedBy(() => supertest(app).get('/'));
    expect(printed).toEqual(isPrinted ? [[thrown]] : []);
  });
});

test('the hooks run in the asynchronous context that a middleware entered', async () => {
  const storage = new AsyncLocalStorage<string>();
  const seen: unknown[] = [];
  const see = () => void seen.push(storage.getStore());
  const app = express();
  app.use((_request, _response, next) => storage.run('the request', next), express.json());
  app.post('/later', (_request, _response, next) => setTimeout(() => next(new Error()), 1));
  app.use(providerErrors(mydata(), { translate: see, onError: see }));
  await supertest(app).post('/later').send({ a: 1 });
  await supertest(app).post('/nowhere').send({ a: 1 });
  await supertest(app).post('/later').set('content-type', 'application/json').send('{');
  expect(seen).toEqual(Array(5).fill('the request'));
});
