import { AsyncLocalStorage } from 'node:async_hooks';
import { jest } from '@jest/globals';
import { type ErrorReport, Failure, MyDataError, mydata, mydataToken } from '@oryu/core';
import { url } from '../../../../test/support/fetch-replies.js';
import { type FetchHandler, providerErrors } from './index.js';

const crash = new Error('crash');
const fails = (thrown: unknown) => () => Promise.reject(thrown);

describe('without onError', () => {
  let written: ReturnType<typeof jest.spyOn>;

  beforeEach(() => {
    written = jest.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterEach(() => written.mockRestore());

  test.each([
    ['an Error', crash],
    ['a text', 'crash'],
  ])('%s is written to console.error, once', async (_name, thrown) => {
    await providerErrors(fails(thrown), mydata())(new Request(url));
    expect(written.mock.calls).toEqual([[thrown]]);
  });

  test('by the handler that answers it, and not by one around it', async () => {
    await providerErrors(providerErrors(fails(crash), mydataToken()), mydata())(new Request(url));
    expect(written.mock.calls).toEqual([[crash]]);
  });

  test.each([
    ['a typed error', new MyDataError(50001)],
    ['a Failure', new Failure('timeout')],
  ])('%s is not', async (_name, thrown) => {
    await providerErrors(fails(thrown), mydata())(new Request(url));
    expect(written).not.toHaveBeenCalled();
  });

  test.each<[string, FetchHandler<[Request]>]>([
    ['an unknown route', () => undefined],
    ['a body that does not parse', (request) => request.json() as Promise<Response>],
  ])('%s is not', async (_name, handler) => {
    await providerErrors(handler, mydata())(new Request(url, { method: 'POST', body: '{' }));
    expect(written).not.toHaveBeenCalled();
  });
});

test('onError is given the Request', async () => {
  const contexts: unknown[] = [];
  const onError = ({ context }: ErrorReport<Request>) => contexts.push(context);
  const request = new Request(url);
  await providerErrors(fails(crash), mydata(), { onError })(request);
  expect(contexts).toEqual([request]);
});

test('onError is in the AsyncLocalStorage that was entered around providerErrors', async () => {
  const storage = new AsyncLocalStorage<string>();
  const stores: unknown[] = [];
  const answer = providerErrors(fails(crash), mydata(), { onError: () => stores.push(storage.getStore()) });
  await storage.run('a', () => answer(new Request(url)));
  expect(stores).toEqual(['a']);
});
