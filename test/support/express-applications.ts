import { mydata, type Standard } from '@oryu/core';
import { type ExpressContext, type ProviderErrorsOptions, providerErrors } from '@oryu/express';
import type { Express } from 'express';
import { type ExpressModule, plain } from './express-versions.js';
import { Served } from './served.js';

/** Serves an application that `providerErrors` governs. Express itself prints no error of it. */
export function serve(
  express: ExpressModule,
  configure: (app: Express) => unknown,
  standard: Standard = mydata(),
  options?: ProviderErrorsOptions<ExpressContext>,
): Promise<Served> {
  const app = plain(express).set('env', 'test');
  configure(app);
  return Served.start(app.use(providerErrors(standard, options)));
}
