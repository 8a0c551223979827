import { serve } from '@hono/node-server';
import { createApp } from './app.js';

const { fetch } = createApp({ quotas: new Map([['0123456789abcdef', 1000]]) });
serve({ fetch, hostname: '127.0.0.1', port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  const url = `http://127.0.0.1:${port}/v1/directions?origin=127.11,37.39&destination=127.10,37.40`;
  process.stdout.write(`curl -i -H 'authorization: KakaoAK 0123456789abcdef' '${url}'\n`);
});
