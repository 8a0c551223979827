import { createApp } from './app.js';

const account = { owner: 'CI', hasAgreed: true, transactions: [{ date: '2026-03-02', amount: 10_000 }] };
const app = await createApp({ keys: new Set(['key']), accounts: new Map([['1234567890', account]]) });
const address = await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' });
const url = `${address}/v1/accounts/1234567890/transactions?from=2026-03-01&to=2026-03-31`;
process.stdout.write(`curl -i -H 'apikey: key' -H 'x-ci: CI' '${url}'\n`);
