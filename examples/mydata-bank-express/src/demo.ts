import type { AddressInfo } from 'node:net';
import { createApp } from './app.js';
import { orgCode } from './bank.js';
import { Database } from './database.js';
import { Conversation } from './exchange.js';
import { accounts, client, customers, seed, tokens } from './seed.js';
import { listen } from './server.js';
import { style } from './style.js';

const print = (line: string) => process.stdout.write(`${line}\n`);
const chapter = (title: string) => print(`\n\n${style(['bold', 'underline'], title)}`);

let now = new Date('2026-03-02T14:00:00+09:00');
const logged: string[] = [];
const database = await Database.open({ statementTimeout: 2000 });
await seed(database, now);
const app = await createApp({ database, clock: () => now, log: (line) => logged.push(line) });
const server = await listen(app, 0);
const { port } = server.address() as AddressInfo;
const usual = {
  'x-api-type': 'user-search',
  'x-client-certificate-serialnumber': client.serialNumber,
};
const conversation = new Conversation(port, usual, print);

const token = (accessToken: string) => ({ authorization: `Bearer ${accessToken}` });
const json = (accessToken: string) => ({ ...token(accessToken), 'content-type': 'application/json' });
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const identity = { org_code: orgCode, client_id: client.id, client_secret: client.secret };
const encode = (parameters: Record<string, string>) => String(new URLSearchParams(parameters));
const inquiry = (account_num: string) =>
  JSON.stringify({ org_code: orgCode, account_num, search_timestamp: '0' });

const list = `GET /v2/bank/accounts?org_code=${orgCode}&search_timestamp=0&limit=2`;
const basic = 'POST /v2/bank/accounts/deposit/basic';
const authorization = (changes: Record<string, string> = {}) =>
  `GET /oauth/2.0/authorize?${encode({
    org_code: orgCode,
    response_type: 'code',
    client_id: client.id,
    redirect_uri: client.callback,
    app_scheme: 'oryudata://mydata',
    state: 'S0000000001',
    ...changes,
  })}`;

print(`A bank's MyData provider listens on 127.0.0.1:${port}. Everything below went over its socket.`);
print(
  'Every request also carries x-api-type: user-search and the serial number of the TLS client certificate.',
);
print(
  `It is two o'clock in the afternoon in Korea, on ${now.toISOString().slice(0, 10)}. Bank, customers and clients are invented.`,
);

chapter('All goes well');
const authorized = await conversation.hold({
  title: 'The customer has consented: an authorization code',
  request: authorization(),
  headers: { 'x-user-ci': customers.kim },
  status: 302,
  code: 'success',
});
const code = new URL(authorized.headers.location ?? '').searchParams.get('code') ?? '';
const grant = encode({ ...identity, grant_type: 'authorization_code', code, redirect_uri: client.callback });
const issued = await conversation.hold({
  title: 'The code becomes a token',
  request: 'POST /oauth/2.0/token',
  headers: form,
  body: grant,
  status: 200,
  code: 'success',
});
const { access_token = '' } = JSON.parse(issued.body) as { access_token?: string };
await conversation.hold({
  title: 'The first two accounts',
  request: list,
  headers: token(access_token),
  status: 200,
  code: '00000',
});
await conversation.hold({
  title: 'Nothing has changed since yesterday: a success, not an error',
  request: `GET /v2/bank/accounts?org_code=${orgCode}&search_timestamp=20260301140000&limit=2`,
  headers: token(access_token),
  status: 200,
  code: '00001',
});

chapter('Requests that are not as the standard has them');
await conversation.hold({
  title: 'No Authorization header',
  request: list,
  status: 400,
  code: '40002',
});
await conversation.hold({
  title: 'More than 500 accounts at once',
  request: `GET /v2/bank/accounts?org_code=${orgCode}&limit=501`,
  headers: token(access_token),
  status: 400,
  code: '40001',
});
await conversation.hold({
  title: 'Broken JSON',
  request: basic,
  headers: json(access_token),
  body: `{"org_code":"${orgCode}",`,
  status: 400,
  code: '40001',
});
await conversation.hold({
  title: 'An API that does not exist',
  request: 'GET /v2/bank/cards',
  headers: token(access_token),
  status: 404,
  code: '40401',
});
await conversation.hold({
  title: 'A method that the API does not have',
  request: 'DELETE /v2/bank/accounts',
  headers: token(access_token),
  status: 405,
  code: '40501',
  answered: { allow: 'GET, HEAD' },
});
await conversation.hold({
  title: 'No HTTP at all: Node refuses it before Express sees it',
  request: 'HELLO BANK',
  status: 400,
  code: '40001',
});

chapter('Requests that the bank refuses');
await conversation.hold({
  title: 'A guessed token',
  request: list,
  headers: token('guessed'),
  status: 401,
  code: '40101',
});
await conversation.hold({
  title: 'The right token from another address',
  request: list,
  headers: { ...token(access_token), 'x-forwarded-for': '203.0.113.9' },
  status: 401,
  code: '40102',
});
await conversation.hold({
  title: 'An account that the consent does not cover',
  request: basic,
  headers: json(access_token),
  body: inquiry(accounts.notConsented),
  status: 401,
  code: '40105',
});
await conversation.hold({
  title: 'An account that was closed since the consent',
  request: basic,
  headers: json(access_token),
  body: inquiry(accounts.closed),
  status: 403,
  code: '40305',
});
await conversation.hold({
  title: "Someone else's account",
  request: basic,
  headers: json(access_token),
  body: inquiry(accounts.ofSomeoneElse),
  status: 404,
  code: '40402',
});
await conversation.hold({
  title: "A client that has used up today's requests: again after midnight",
  request: list,
  headers: token(tokens.quotaUsedUp),
  status: 429,
  code: '42901',
  answered: { 'retry-after': '36000' },
});

chapter('OAuth, where the standard has two other forms');
await conversation.hold({
  title: 'An unknown client: answered directly, never redirected',
  request: authorization({ client_id: 'nobody' }),
  headers: { 'x-user-ci': customers.kim },
  status: 400,
  code: 'invalid_client_id',
});
await conversation.hold({
  title: 'A customer who refused: told to the registered callback',
  request: authorization(),
  headers: { 'x-user-ci': customers.lee },
  status: 302,
  code: 'access_denied',
});
await conversation.hold({
  title: 'The code of the second exchange, used again',
  request: 'POST /oauth/2.0/token',
  headers: form,
  body: grant,
  status: 400,
  code: 'invalid_grant',
});
await conversation.hold({
  title: 'Revoking a token that is not valid: a success, as in RFC 7009',
  request: 'POST /oauth/2.0/revoke',
  headers: form,
  body: encode({ ...identity, token: 'guessed' }),
  status: 200,
  code: '99999',
});

chapter('When the bank cannot answer');
await conversation.hold({
  title: 'A scheduled transfer in the afternoon; midnight to six is agreed on',
  request: list,
  headers: { ...token(access_token), 'x-api-type': 'scheduled' },
  status: 500,
  code: '50009',
});
now = new Date('2026-03-03T03:30:00+09:00');
await conversation.hold({
  title: 'Half past three at night, in planned maintenance',
  request: list,
  headers: token(access_token),
  status: 500,
  code: '50008',
});
await conversation.hold({
  title: 'The same maintenance, in the words of the token API',
  request: 'POST /oauth/2.0/revoke',
  headers: form,
  body: encode({ ...identity, token: access_token }),
  status: 503,
  code: 'temporarily_unavailable',
  answered: { 'retry-after': 'Mon, 02 Mar 2026 20:00:00 GMT' },
});
now = new Date('2026-03-03T09:00:00+09:00');
let endBatch = () => {};
const batch = new Promise<void>((resolve) => {
  endBatch = resolve;
});
database.transaction(() => batch).catch(() => {});
await conversation.hold({
  title: 'Nine in the morning: a batch job holds the database for too long',
  request: list,
  headers: token(access_token),
  status: 500,
  code: '50003',
});
endBatch();
await database.execute('drop table accounts cascade');
await conversation.hold({
  title: 'A migration went wrong: a table is gone',
  request: basic,
  headers: json(access_token),
  body: inquiry(accounts.checking),
  status: 500,
  code: '50001',
});
const [line = '{}'] = logged;
const { thrown } = JSON.parse(line) as { thrown?: { message?: string } };
print(`\n  The cause is for the bank's log alone: ${thrown?.message}`);

server.close();
await database.close();

const { count, differences } = conversation;
if (differences.length === 0) {
  print(`\n\n${count} exchanges, each answered as the standard prescribes.`);
} else {
  print(`\n\n${differences.length} of ${count} exchanges came out differently:\n${differences.join('\n')}`);
  process.exitCode = 1;
}
