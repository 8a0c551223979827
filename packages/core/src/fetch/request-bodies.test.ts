import { MyDataError, mydata } from '@oryu/core';
import { answerOf, received, url } from '../../../../test/support/fetch-replies.js';
import { kinds } from '../../../../test/support/kinds.js';
import { type FetchHandler, providerErrors } from './index.js';

describe('a request body', () => {
  const answerTo = async (handler: FetchHandler<[Request]>, body: string) => {
    const request = new Request(url, { method: 'POST', body });
    return (await providerErrors(handler, kinds(), { onError: () => {} })(request)).text();
  };
  const parse = async (request: Request) => Response.json(await request.json());

  test.each(['{"a":', '', 'a', '{"a":1}}', "{'a':1}"])(
    'that is not JSON (%j) is a malformed body',
    async (body) => {
      expect(await answerTo(parse, body)).toBe('malformed-body');
    },
  );

  test.each(['{"a":1}', 'null', '"a"', '[]'])('that is JSON (%j) is given to the handler', async (body) => {
    expect(await answerTo(parse, body)).toBe(body);
  });

  test.each(['{}', '{', ''])('is not at fault if something else does not parse (%j)', async (body) => {
    const handler = async (request: Request) => {
      await request.json().catch(() => undefined);
      return JSON.parse('');
    };
    expect(await answerTo(handler, body)).toBe('unexpected');
  });

  test('is read by a method that the application has put in the place of ours', async () => {
    const handler = async (request: Request) => {
      Object.defineProperty(request, 'json', { get: () => async () => 'its own' });
      return Response.json(await request.json());
    };
    expect(await answerTo(handler, '{}')).toBe('"its own"');
  });

  test('is not at fault if it is read twice', async () => {
    const handler = async (request: Request) => {
      await request.text();
      return Response.json(await request.json());
    };
    expect(await answerTo(handler, '{}')).toBe('unexpected');
  });

  test.each<[string, (request: Request) => Promise<unknown>]>([
    ['JSON', (request) => request.json()],
    ['a form', (request) => request.formData()],
  ])('is not at fault if the handler has read it as a text before, and then as %s', async (_name, read) => {
    const request = new Request(url, { method: 'POST', body: new URLSearchParams('a=1') });
    const answer = providerErrors(
      async () => {
        await request.text();
        await read(request);
      },
      kinds(),
      { onError: () => {} },
    );
    expect(await (await answer(request)).text()).toBe('unexpected');
  });

  describe('that is a form', () => {
    const parse = async (request: Request) => Response.json([...(await request.formData())]);
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
    const answerToForm = async (headers: Record<string, string>, body: string) =>
      (await providerErrors(parse, kinds())(new Request(url, { method: 'POST', headers, body }))).text();

    test('is given to the handler', async () => {
      const body = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n';
      expect(await answerToForm(multipart, body)).toBe('[["a","1"]]');
    });

    test.each([
      ['ends early', multipart, '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1'],
      ['has no boundary', { 'content-type': 'multipart/form-data' }, 'a'],
      ['has no end', { 'content-type': 'Multipart/Form-Data; boundary=x' }, '--x'],
    ])('and %s is a malformed body', async (_name, headers, body) => {
      expect(await answerToForm(headers, body)).toBe('malformed-body');
    });
  });

  test('of another type is not read as a form', async () => {
    const answer = providerErrors(async (request) => Response.json([...(await request.formData())]), kinds());
    for (const type of ['application/json', 'multipart/form-data2', '']) {
      const request = new Request(url, { method: 'POST', headers: { 'content-type': type }, body: '{}' });
      expect(await (await answer(request)).text()).toBe('unsupported-media-type');
    }
  });

  test('of a request with a method of its own is noted all the same, by each handler around it', async () => {
    const request = new Request(url, { method: 'POST', body: '{' });
    Object.defineProperty(request, 'json', { value: async () => JSON.parse('{'), configurable: true });
    const failures: unknown[] = [];
    const inner = providerErrors(parse, kinds(), { onError: ({ error }) => failures.push(error.code) });
    const outer = providerErrors(async (given: Request) => {
      await inner(given);
      return given.json() as Promise<Response>;
    }, kinds());
    expect(await (await outer(request)).text()).toBe('malformed-body');
    expect(failures).toEqual(['malformed-body']);
  });

  test('read through a clone cannot be recognised', async () => {
    const handler = async (request: Request) => Response.json(await request.clone().json());
    const answer = providerErrors(handler, kinds(), { onError: () => {} });
    expect(await (await answer(new Request(url, { method: 'POST', body: '{' }))).text()).toBe('unexpected');
  });

  test('of a frozen request cannot be recognised; the answer is complete', async () => {
    const answer = providerErrors(parse, kinds(), { onError: () => {} });
    const request = Object.freeze(new Request(url, { method: 'POST', body: '{' }));
    expect(await (await answer(request)).text()).toBe('unexpected');
  });

  test('that is not JSON can be translated', async () => {
    const translate = (thrown: unknown) =>
      (thrown as Error).name === 'SyntaxError' ? new MyDataError(40002) : undefined;
    const answer = providerErrors(parse, mydata(), { translate });
    const request = new Request(url, { method: 'POST', body: '{' });
    expect(await received(await answer(request))).toEqual(answerOf(40002));
  });
});
