/** Who hears of an error, and where. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { jest } from '@jest/globals';
import { Failure, MyDataError, mydata } from '@oryu/core';
import { Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { providerErrors } from './index.js';

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

    test('so is a handler that returns nothing', async () => {
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

  test('nothing is written if onError is set', async () => {
    const app = routesOf(new Hono());
    providerErrors(app, mydata(), { onError: () => {} });
    await app.request('/crash');
    expect(written).not.toHaveBeenCalled();
  });
});

test('onError is in the AsyncLocalStorage of the middleware around the failed handler', async () => {
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

test('a report has the context of Hono, with the variables that were set on it', async () => {
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
