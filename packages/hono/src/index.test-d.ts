import { mydata } from '@oryu/core';
import type { Hono } from 'hono';
import { providerErrors, standardHeaders } from './index.js';

declare const app: Hono<{ Bindings: { database: string }; Variables: { user: string } }>;

providerErrors(app, mydata());
providerErrors(app.basePath('/v2'), mydata(), { onError: ({ thrown }) => thrown });
providerErrors(
  app.get('/accounts', (context) => context.json({ id: 1 })).post('/tokens', (context) => context.body(null)),
  mydata(),
);
app.use(standardHeaders(mydata())).get('/', (context) => context.text(context.env.database));

// @ts-expect-error: the factory is called.
providerErrors(app, mydata);
// @ts-expect-error: an option is misspelt.
providerErrors(app, mydata(), { onerror: () => {} });
// @ts-expect-error: the application comes first.
providerErrors(mydata());
