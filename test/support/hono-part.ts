import { MyDataError } from '@oryu/core';
import { type Context, Hono, type Next } from 'hono';
import { HTTPException } from 'hono/http-exception';

/** The routes of a part: each fails in another way. */
export function part(): Hono {
  const app = new Hono();
  app.post('/tokens', (context) => context.json({}));
  app.get('/crash', () => {
    throw new Error('crash');
  });
  app.get('/no-error', () => {
    throw undefined;
  });
  app.get('/absent', (context) => context.notFound());
  app.get('/exception', () => {
    throw new HTTPException(401);
  });
  app.get('/api', () => {
    throw new MyDataError(40305);
  });
  app.get('/nothing', (() => undefined) as never);
  app.get('/nothing-later', (async () => {}) as never);
  app.get('/garbage', (() => ({ rsp_code: '00000' })) as never);
  app.get('/not-awaited', ((_context: Context, next: Next) => {
    next();
  }) as never);
  return app;
}
