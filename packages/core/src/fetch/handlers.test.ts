import { Failure, mydata, parseReply } from '@oryu/core';
import { answerOf, received, url } from '../../../../test/support/fetch-replies.js';
import { providerErrors, standardHeaders } from './index.js';

test('a handler that returns undefined has no such route', async () => {
  const answer = providerErrors(() => undefined, mydata());
  expect(await received(await answer(new Request(url)))).toEqual(answerOf(40401));
});

test('a Failure that a handler throws is answered by the standard', async () => {
  const answer = providerErrors(() => {
    throw new Failure('method-not-allowed', { allow: ['GET', 'POST'] });
  }, mydata());
  expect(await received(await answer(new Request(url)))).toEqual(
    answerOf(40501, { allow: 'GET, HEAD, POST' }),
  );
});

test('the Response of a handler is handed on as it is', async () => {
  const response = new Response('a', { status: 404 });
  expect(await providerErrors(() => response, mydata())(new Request(url))).toBe(response);
});

test('other arguments of the runtime reach the handler', async () => {
  const handler = (_request: Request, { id }: { id: string }, ...rest: number[]) =>
    Response.json([id, ...rest]);
  const answer = standardHeaders(providerErrors(handler, mydata()), mydata());
  expect(await (await answer(new Request(url), { id: '1' }, 2, 3)).json()).toEqual(['1', 2, 3]);
});

test('an error read from another server is passed on if translate returns it', async () => {
  const { body, status, headers } = answerOf(40305);
  const { error } = parseReply(mydata(), { status, headers, body });
  const relay = providerErrors(() => Promise.reject(error), mydata(), { translate: () => error });
  expect(await received(await relay(new Request(url)))).toEqual(answerOf(40305));
});
