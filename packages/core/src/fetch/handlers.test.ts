import { AsyncLocalStorage } from 'node:async_hooks';
import { jest } from '@jest/globals';
import {
  byPath,
  type ErrorReport,
  Failure,
  type MyDataCode,
  MyDataError,
  mydata,
  mydataToken,
  parseReply,
} from '@oryu/core';
import { kinds } from '../../../../test/support/kinds.js';
import { jsonReply } from '../../../../test/support/reply.js';
import { codesOf } from '../../../../test/support/spec.js';
import { type FetchHandler, providerErrors, standardHeaders } from './index.js';

const url = 'http://api.example/v2/bank/accounts?limit=500';
const transactionId = '0000000000M00000000000001';
const owed = { 'x-api-tran-id': transactionId };
const secret = 'SELECT * FROM accounts';

async function received(response: Response) {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

/** What MyData prescribes for a code: status from the document, text from the catalogue. */
function answerOf(code: MyDataCode, headers: Record<string, string> = {}) {
  const { status } = codesOf('mydata', 'api').find((row) => row.code === code) as { status: number };
  const challenge = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  const body = `{"rsp_code":"${code}","rsp_msg":"${mydata().codes.get(code)?.text}"}`;
  return jsonReply(status, body, { ...challenge, ...headers });
}

const codes = codesOf('mydata', 'api')
  .filter(({ rule }) => rule !== 'result')
  .map(({ code }) => code as MyDataCode);

describe.each<[string, (code: MyDataCode) => FetchHandler<[Request]>]>([
  [
    'throws',
    (code) => () => {
      throw new MyDataError(code);
    },
  ],
  ['rejects with', (code) => () => Promise.reject(new MyDataError(code))],
])('a handler that %s', (_way, handler) => {
  test.each(codes)('%i is answered with the prescribed bytes', async (code) => {
    const answer = providerErrors(handler(code), mydata());
    expect(await received(await answer(new Request(url)))).toEqual(answerOf(code));
    expect(await received(await answer(new Request(url, { headers: owed })))).toEqual(answerOf(code, owed));
  });
});

describe('what nobody should throw is answered as unexpected, and nothing of it is on the wire', () => {
  test.each<[string, unknown]>([
    ['an Error', new Error(secret)],
    ['a text', secret],
    ['undefined', undefined],
    ['null', null],
    ['false', false],
    ['0', 0],
    ["''", ''],
    ['a Response', new Response(secret)],
    ['an Error with a status', Object.assign(new Error(secret), { status: 404 })],
    ['a SyntaxError', new SyntaxError(secret)],
    ['an object without a prototype', Object.create(null)],
  ])('%s', async (_name, thrown) => {
    const reports: ErrorReport[] = [];
    const answer = providerErrors(
      () => {
        throw thrown;
      },
      mydata(),
      { onError: (report) => reports.push(report) },
    );
    expect(await received(await answer(new Request(url)))).toEqual(answerOf(50001));
    expect(reports.map((report) => [report.thrown, report.origin, report.request.url])).toEqual([
      [thrown, 'unexpected', '/v2/bank/accounts?limit=500'],
    ]);
  });
});

test('HEAD gets the headers of the answer and no body', async () => {
  const answer = providerErrors(() => Promise.reject(new MyDataError(40305)), mydata());
  expect(await received(await answer(new Request(url, { method: 'HEAD' })))).toEqual({
    ...answerOf(40305),
    body: '',
  });
});

test('a handler that answers undefined knows no such route', async () => {
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

test('what the runtime gives beside the request reaches the handler', async () => {
  const handler = (_request: Request, { id }: { id: string }, ...rest: number[]) =>
    Response.json([id, ...rest]);
  const answer = standardHeaders(providerErrors(handler, mydata()), mydata());
  expect(await (await answer(new Request(url), { id: '1' }, 2, 3)).json()).toEqual(['1', 2, 3]);
});

test('an error read from another server is upstream-failed, unless translate passes it on', async () => {
  const { body, status, headers } = answerOf(40305);
  const { error } = parseReply(mydata(), { status, headers, body });
  const handler = () => Promise.reject(error);
  expect(await received(await providerErrors(handler, mydata())(new Request(url)))).toEqual(answerOf(50002));
  const relay = providerErrors(handler, mydata(), { translate: () => error });
  expect(await received(await relay(new Request(url)))).toEqual(answerOf(40305));
});

describe('a request body', () => {
  const answerTo = async (handler: FetchHandler<[Request]>, body: string) => {
    const request = new Request(url, { method: 'POST', body });
    return (await providerErrors(handler, kinds())(request)).text();
  };
  const parse = async (request: Request) => Response.json(await request.json());

  test.each(['{"a":', '', 'a', '{"a":1}}', "{'a':1}"])(
    'that is no JSON (%j) is a malformed body',
    async (body) => {
      expect(await answerTo(parse, body)).toBe('malformed-body');
    },
  );

  test.each(['{"a":1}', 'null', '"a"', '[]'])('that is JSON (%j) is given to the handler', async (body) => {
    expect(await answerTo(parse, body)).toBe(body);
  });

  test.each(['{}', '{', ''])('is not to blame where something else does not parse (%j)', async (body) => {
    const handler = async (request: Request) => {
      await request.json().catch(() => undefined);
      return JSON.parse('');
    };
    expect(await answerTo(handler, body)).toBe('unexpected');
  });

  test('is not to blame where it is read twice', async () => {
    const handler = async (request: Request) => {
      await request.text();
      return Response.json(await request.json());
    };
    expect(await answerTo(handler, '{}')).toBe('unexpected');
  });

  test.each<[string, (request: Request) => Promise<unknown>]>([
    ['JSON', (request) => request.json()],
    ['a form', (request) => request.formData()],
  ])(
    'is not to blame where the handler has read it as a text before, and then as %s',
    async (_name, read) => {
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
    },
  );

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

  test('of another type is none of a form', async () => {
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

  test('read through a clone cannot be told', async () => {
    const handler = async (request: Request) => Response.json(await request.clone().json());
    const answer = providerErrors(handler, kinds(), { onError: () => {} });
    expect(await (await answer(new Request(url, { method: 'POST', body: '{' }))).text()).toBe('unexpected');
  });

  test('of a frozen request cannot be told; the answer is whole', async () => {
    const answer = providerErrors(parse, kinds(), { onError: () => {} });
    const request = Object.freeze(new Request(url, { method: 'POST', body: '{' }));
    expect(await (await answer(request)).text()).toBe('unexpected');
  });

  test('that is no JSON can be translated', async () => {
    const translate = (thrown: unknown) =>
      (thrown as Error).name === 'SyntaxError' ? new MyDataError(40002) : undefined;
    const answer = providerErrors(parse, mydata(), { translate });
    const request = new Request(url, { method: 'POST', body: '{' });
    expect(await received(await answer(request))).toEqual(answerOf(40002));
  });
});

describe('who hears of an error', () => {
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
});

describe('byPath chooses the standard', () => {
  const standards = byPath({ '/oauth/2.0': mydataToken(), '/': mydata() });
  const origin = 'http://api.example';

  test.each([
    ['/oauth/2.0/token?a=1', { error: 'server_error' }],
    ['/oauth/2.00', { rsp_code: '50001' }],
    ['/', { rsp_code: '50001' }],
  ])('of the answer to %s', async (path, members) => {
    const answer = providerErrors(() => Promise.reject(), standards, { onError: () => {} });
    expect(await (await answer(new Request(origin + path))).json()).toMatchObject(members);
  });

  test.each([
    ['/oauth/2.0/token', 'no-store'],
    ['/v2/bank/accounts', null],
  ])('of the headers of %s', async (path, value) => {
    const answer = standardHeaders(() => new Response('a'), standards);
    expect((await answer(new Request(origin + path))).headers.get('cache-control')).toBe(value);
  });
});

describe('the headers that every response of the standard owes', () => {
  const request = () => new Request(url, { headers: owed });

  test('are added to what a handler answers; all else stays', async () => {
    const answer = () => new Response('a', { status: 201, headers: { etag: '"v1"', 'content-type': 'a/b' } });
    expect(await received(await standardHeaders(answer, mydata())(request()))).toEqual({
      status: 201,
      headers: { etag: '"v1"', 'content-type': 'a/b', ...owed },
      body: 'a',
    });
  });

  test('are added to what cannot be changed', async () => {
    const answer = () => Response.redirect('https://client.example/', 302);
    expect((await standardHeaders(answer, mydata())(request())).headers.get('x-api-tran-id')).toBe(
      transactionId,
    );
  });

  test('are never added to a Response that answers other requests as well', async () => {
    const shared = new Response(null, { status: 204 });
    const answer = standardHeaders(() => shared, mydata());
    expect((await answer(request())).headers.get('x-api-tran-id')).toBe(transactionId);
    expect(await received(await answer(new Request(url)))).toEqual({ status: 204, headers: {}, body: '' });
  });

  test('are those of the standard', async () => {
    const answer = standardHeaders(() => Response.json({}), mydataToken());
    expect(await received(await answer(new Request(url)))).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' },
      body: '{}',
    });
  });

  test.each([
    [
      'inside',
      (handler: FetchHandler<[Request]>) => providerErrors(standardHeaders(handler, mydata()), mydata()),
    ],
    [
      'outside',
      (handler: FetchHandler<[Request]>) => standardHeaders(providerErrors(handler, mydata()), mydata()),
    ],
  ])('are on success, error and unknown route alike, %s of providerErrors', async (_where, wrap) => {
    const header = async (handler: FetchHandler<[Request]>) =>
      (await wrap(handler)(request())).headers.get('x-api-tran-id');
    expect(await header(() => Response.json({}))).toBe(transactionId);
    expect(await header(() => undefined)).toBe(transactionId);
    expect(await header(() => Promise.reject(new MyDataError(40305)))).toBe(transactionId);
  });
});

describe('at start-up', () => {
  const handler = () => undefined;

  test.each([
    ['a factory that was not called', () => providerErrors(handler, mydata as never)],
    ['no standard', () => providerErrors(handler, undefined as never)],
    ['an unknown option', () => providerErrors(handler, mydata(), { onerror: () => {} } as never)],
    ['no standard, for its headers', () => standardHeaders(handler, {} as never)],
  ])('%s is a TypeError', (_name, make) => {
    expect(make).toThrow(TypeError);
  });
});
