import type Koa3 from 'koa';
import type { KoaModule } from './koa-versions.js';
import { Served } from './served.js';

/** An application of these, whose crashes Koa does not print. */
export function serve(Koa: KoaModule, ...middleware: readonly Koa3.Middleware[]): Promise<Served> {
  const app = new Koa();
  app.silent = true;
  for (const each of middleware) app.use(each);
  return Served.start(app.callback());
}
