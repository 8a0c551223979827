import { mydata } from '@oryu/core';
import express from 'express';
import supertest from 'supertest';
import { providerErrors } from './index.js';

const fail = () => {
  throw new Error('crash');
};

test('the pair of handlers can be mounted one by one', async () => {
  const [onUnanswered, onError] = providerErrors(mydata());
  const app = express().use('/v2', onUnanswered);
  app.get('/crash', fail);
  app.use(onError);
  expect((await supertest(app).get('/v2/nowhere')).body.rsp_code).toBe('40401');
  expect((await supertest(app).get('/crash')).body.rsp_code).toBe('50001');
  // What is not mounted does not answer.
  expect((await supertest(app).get('/nowhere')).type).toBe('text/html');
});
