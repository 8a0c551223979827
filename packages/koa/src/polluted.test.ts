import { once } from 'node:events';
import { mydata } from '@oryu/core';
import Koa from 'koa';
import { standardHeaders } from './index.js';

test('a success gets the headers of the standard, and no inherited ones', async () => {
  const app = new Koa();
  app.use(standardHeaders(mydata()));
  app.use((ctx) => {
    ctx.body = 'ok';
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  Object.defineProperty(Object.prototype, 'set-cookie', {
    value: 'sid=polluted',
    enumerable: true,
    configurable: true,
  });
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      headers: { 'x-api-tran-id': '1234567890M00000000000001' },
    });
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(response.headers.get('x-api-tran-id')).toBe('1234567890M00000000000001');
  } finally {
    Reflect.deleteProperty(Object.prototype, 'set-cookie');
    server.closeAllConnections();
    server.close();
  }
});
