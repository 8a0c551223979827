/** Who hears of an error, and where. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { jest } from '@jest/globals';
import { byPath, Failure, MyDataError, mydata, mydataToken } from '@oryu/core';
import { Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { providerErrors, standardHeaders } from './index.js';

const crash = new Error('crash');
const thrown: Record<string, unknown> = {
  '/crash': crash,
  '/no-error': 'a text',
  '/typed': new MyDataError(40305),
  '/typed-500': new MyDataError(50001),
  '/failure': new Failure('timeout'),
  '/exception': new HTTPException(503),
};

function routesOf(app: Hono): Hono {
  for (const [path, value] of Object.entries(thrown))
    app.get(path, () => {
      throw value;
    });
  app.get('/nothing', (() => undefined) as never);
  app.post('/json', async ({ req }) => req.json());
  return app;
}

describe('without onError', () => {
  let written: ReturnType<typeof jest.spyOn>;

  beforeEach(() => {
    written = jest.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterEach(() => written.mockRestore());

  const passOn: MiddlewareHandler = async (_context, next) => {
    await next();
  };
  const inPart = () => {
    const part = routesOf(new Hono().use(passOn));
    providerErrors(part, mydata());
    const app = new Hono().use(passOn).route('/', part);
    providerErrors(app, mydata());
    return app;
  };
  const alone = () => {
    const app = routesOf(new Hono());
    providerErrors(app, mydata());
    return app;
  };

  describe.each([
    ['an application', alone],
    ['a part of one', inPart],
  ])('in %s', (_name, create) => {
    test.each(['/crash', '/no-error'])('%s is written to console.error, once', async (path) => {
      await create().request(path);
      expect(written.mock.calls).toEqual([[thrown[path]]]);
    });

    test('a handler that returns nothing is, as well', async () => {
      await create().request('/nothing');
      expect(written.mock.calls).toEqual([[expect.any(Error)]]);
    });

    test.each(['/typed', '/typed-500', '/failure', '/exception', '/nowhere'])('%s is not', async (path) => {
      await create().request(path);
      expect(written).not.toHaveBeenCalled();
    });

    test('the mistakes of a client are not', async () => {
      const app = create();
      await app.request('/json', { method: 'POST', body: '{' });
      await app.request('/json', { method: 'PUT' });
      expect(written).not.toHaveBeenCalled();
    });
  });

  test('nothing is written where onError hears of it', async () => {
    const app = routesOf(new Hono());
    providerErrors(app, mydata(), { onError: () => {} });
    await app.request('/crash');
    expect(written).not.toHaveBeenCalled();
  });
});

test('onError is in the AsyncLocalStorage of the middleware around what failed', async () => {
  const storage = new AsyncLocalStorage<string>();
  const heard: [string, string | undefined][] = [];
  const app = new Hono();
  providerErrors(app, mydata(), {
    onError: ({ request }) => heard.push([request.url, storage.getStore()]),
  });
  app.use(({ req }, next) => storage.run(req.path, next));
  routesOf(app);
  const paths = [...Object.keys(thrown), '/nothing', '/nowhere'];
  for (const path of paths) await app.request(path);
  expect(heard).toEqual(paths.map((path) => [path, path]));
});

test('a report has the context of Hono, with what was set on it', async () => {
  const customers: unknown[] = [];
  const app = new Hono<{ Variables: { customer: string } }>();
  providerErrors(app, mydata(), { onError: ({ context }) => customers.push(context.get('customer')) });
  app.get('/', (context) => {
    context.set('customer', '3333');
    throw new MyDataError(40305);
  });
  await app.request('/');
  expect(customers).toEqual(['3333']);
});

describe('byPath', () => {
  const standards = byPath({ '/oauth/2.0': mydataToken(), '/': mydata() });
  const app = new Hono().use(standardHeaders(standards));
  providerErrors(app, standards, { onError: () => {} });
  routesOf(app).route('/oauth/2.0', routesOf(new Hono()));
  app.get('/fine', (context) => context.text('a'));
  app.get('/oauth/2.0/fine', (context) => context.text('a'));

  test.each([
    ['GET', '/crash', { rsp_code: '50001' }],
    ['GET', '/nowhere', { rsp_code: '40401' }],
    ['PUT', '/crash', { rsp_code: '40501' }],
    ['POST', '/json', { rsp_code: '40001' }],
    ['GET', '/oauth/2.0/crash', { error: 'server_error' }],
    ['GET', '/oauth/2.0/nowhere', { error: 'invalid_request' }],
    ['PUT', '/oauth/2.0/crash', { error: 'method_not_allowed' }],
    ['POST', '/oauth/2.0/json', { error: 'invalid_request' }],
    ['GET', '/oauth/2.0/typed', { rsp_code: '40305' }],
  ])('%s %s is answered by the standard of its path', async (method, path, members) => {
    const response = await app.request(path, { method, ...(method === 'POST' && { body: '{' }) });
    expect(await response.json()).toMatchObject(members);
  });

  test.each([
    ['/fine', null],
    ['/oauth/2.0/fine', 'no-store'],
  ])('%s has the headers of it', async (path, value) => {
    const headers = { 'x-api-tran-id': '0000000000M00000000000001' };
    const response = await app.request(path, { headers });
    expect(response.headers.get('cache-control')).toBe(value);
    expect(response.headers.get('x-api-tran-id')).toBe(headers['x-api-tran-id']);
  });
});
