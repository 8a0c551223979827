/** What others find of an application's handlers, once it is governed. */
import { mydata } from '@oryu/core';
import { Hono, type MiddlewareHandler } from 'hono';
import { getRouterName, inspectRoutes } from 'hono/dev';
import { providerErrors } from './index.js';

const described = Symbol('described');

function routesOf(app: Hono): Hono {
  const log: MiddlewareHandler = async function log(_context, next) {
    await next();
  };
  const accounts = Object.assign((context: Parameters<MiddlewareHandler>[0]) => context.text('a'), {
    [described]: 'the accounts',
  });
  return app.use(log).get('/accounts', accounts);
}

const governedLater = () => {
  const app = routesOf(new Hono());
  providerErrors(app, mydata());
  return app;
};
const governedFirst = () => {
  const app = new Hono();
  providerErrors(app, mydata());
  return routesOf(app);
};

describe.each([
  ['governed before it has routes', governedFirst],
  ['governed when it has them', governedLater],
])('an application %s', (_name, create) => {
  test('shows its routes as before, and before them ours', () => {
    expect(inspectRoutes(create())).toEqual([
      { path: '/*', method: 'ALL', name: 'providerErrors', isMiddleware: true },
      ...inspectRoutes(routesOf(new Hono())),
    ]);
  });

  test('has the descriptions that its handlers were given', () => {
    const { handler } = create().routes.find(({ path }) => path === '/accounts') as { handler: object };
    expect(Object.getOwnPropertyDescriptor(handler, described)?.value).toBe('the accounts');
  });

  test('has the name of its router', () => {
    expect(getRouterName(create())).toBe(getRouterName(routesOf(new Hono())));
  });

  test('answers', async () => {
    expect(await (await create().request('/accounts')).text()).toBe('a');
  });
});
