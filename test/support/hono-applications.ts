import { getRequestListener } from '@hono/node-server';
import { mydata } from '@oryu/core';
import { providerErrors } from '@oryu/hono';
import type { Hono } from 'hono';
import { kinds } from './kinds.js';
import { Served } from './served.js';

/** Serves an application twice: under `mydata()`, and under a standard that answers with the kind of a failure. */
export async function serveUnderBoth(
  make: () => Hono,
): Promise<readonly [ofMydata: Served, ofKinds: Served]> {
  const [ofMydata, ofKinds] = [mydata(), kinds()].map((standard) => {
    const app = make();
    providerErrors(app, standard, { onError: () => {} });
    return Served.start(getRequestListener(app.fetch));
  }) as [Promise<Served>, Promise<Served>];
  return [await ofMydata, await ofKinds];
}
