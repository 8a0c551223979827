import type { AddressInfo } from 'node:net';
import { createApp } from './app.js';
import { orgCode } from './bank.js';
import { Database } from './database.js';
import { accounts, client, seed, tokens } from './seed.js';
import { listen } from './server.js';

const print = (line: string) => process.stdout.write(`${line}\n`);

const database = await Database.open();
await seed(database, new Date());
const app = await createApp({ database, clock: () => new Date(), log: print });
const server = await listen(app, Number(process.env.PORT ?? 3000));
const { port } = server.address() as AddressInfo;

const url = `http://127.0.0.1:${port}`;
const headers = [
  "-H 'x-api-tran-id: ORYUDATA01M00000000000001'",
  `-H 'x-client-certificate-serialnumber: ${client.serialNumber}'`,
].join(' ');
const token = `-H 'x-api-type: user-search' -H 'authorization: Bearer ${tokens.access}'`;
const list = `'${url}/v2/bank/accounts?org_code=${orgCode}&limit=10'`;
const inquiry = JSON.stringify({ org_code: orgCode, account_num: accounts.closed, search_timestamp: '0' });
const revocation = `org_code=${orgCode}&client_id=${client.id}&client_secret=guessed&token=${tokens.access}`;

print(`A bank's MyData provider listens on ${url}. Its data is new at every start. To try:

# the accounts of a customer
curl -i ${headers} ${token} ${list}

# 40305: a closed account
curl -i ${headers} ${token} -H 'content-type: application/json' -d '${inquiry}' '${url}/v2/bank/accounts/deposit/basic'

# 40102: the right token from another address
curl -i ${headers} ${token} -H 'x-forwarded-for: 203.0.113.9' ${list}

# 40002: without headers
curl -i ${list}

# 40501: a method that the API does not have
curl -i -X DELETE ${headers} ${token} ${list}

# invalid_client: a wrong secret, in the words of the token API
curl -i ${headers} -d '${revocation}' '${url}/oauth/2.0/revoke'

# invalid_client_id: an unknown client at the authorize API
curl -i ${headers} '${url}/oauth/2.0/authorize?client_id=nobody&state=S0000000001'
`);
