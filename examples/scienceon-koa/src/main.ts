import { createApp } from './app.js';

const app = createApp({
  tokens: new Set(['0123456789abcdef']),
  articles: new Map([['JAKO202612345678901', '핀테크 오픈플랫폼의 오류 처리']]),
  translate: async (text) => text.toUpperCase(),
});
const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  process.stdout.write(`curl -i 'http://127.0.0.1:${port}/openapi/search?token=0123456789abcdef'\n`);
});
