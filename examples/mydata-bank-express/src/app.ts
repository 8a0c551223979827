import { byPath, mydata, mydataAuthorize, mydataToken } from '@oryu/core';
import { providerErrors, standardHeaders } from '@oryu/express';
import express, { type Express } from 'express';
import { access } from './access.js';
import { accountList, depositBasic, depositDetail } from './accounts.js';
import { acceptOnlyV2, apiList, consentDetail } from './apis.js';
import { authorize } from './authorize.js';
import type { Bank } from './bank.js';
import { loadClients, registeredCallback } from './clients.js';
import type { Database } from './database.js';
import { errorLog, translate } from './failures.js';
import { maintenance } from './maintenance.js';
import {
  AccountRequest,
  AccountsRequest,
  bankBody,
  bankParameters,
  ConsentsRequest,
  TransactionsRequest,
} from './requests.js';
import type { Clock } from './time.js';
import { revoke, token } from './token.js';
import { transactionList } from './transactions.js';

export interface AppOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Takes one line of JSON for each error that nobody expected. */
  readonly log: (line: string) => void;
}

export async function createApp({ database, clock, log }: AppOptions): Promise<Express> {
  const bank: Bank = { database, clock, clients: await loadClients(database) };
  const app = express();
  // The TLS terminator runs on this host and names the remote address in X-Forwarded-For.
  app.set('trust proxy', 'loopback').set('etag', false).disable('x-powered-by');

  // The three forms in which the standard answers errors.
  const standard = byPath({
    '/oauth/2.0/authorize': mydataAuthorize({ callback: registeredCallback(bank.clients) }),
    '/oauth': mydataToken(),
    '/': mydata(),
  });
  app.use(standardHeaders(standard));
  app.use(maintenance(bank));
  app.use('/:version/bank', acceptOnlyV2);
  app.use('/oauth', express.urlencoded({ extended: false }));
  app.use(express.json());

  app.get('/oauth/2.0/authorize', async (request, response) => {
    response
      .status(302)
      .set('location', await authorize(bank, request))
      .end();
  });
  app.post('/oauth/2.0/token', async (request, response) => {
    response.json(await token(bank, request));
  });
  app.post('/oauth/2.0/revoke', async (request, response) => {
    response.json(await revoke(bank, request));
  });

  app.get('/bank/apis', async (request, response) => {
    response.json(await apiList(bank, request));
  });
  app.get('/v2/bank/consents', async (request, response) => {
    const granted = await access(bank, request, 'bank.list');
    await bankParameters(ConsentsRequest, request.query);
    response.json(await consentDetail(bank, granted));
  });
  app.get('/v2/bank/accounts', async (request, response) => {
    const granted = await access(bank, request, 'bank.list');
    response.json(await accountList(bank, granted, await bankParameters(AccountsRequest, request.query)));
  });
  app.post('/v2/bank/accounts/deposit/basic', async (request, response) => {
    const granted = await access(bank, request, 'bank.deposit');
    response.json(await depositBasic(bank, granted, await bankBody(AccountRequest, request)));
  });
  app.post('/v2/bank/accounts/deposit/detail', async (request, response) => {
    const granted = await access(bank, request, 'bank.deposit');
    response.json(await depositDetail(bank, granted, await bankBody(AccountRequest, request)));
  });
  app.post('/v2/bank/accounts/deposit/transactions', async (request, response) => {
    const granted = await access(bank, request, 'bank.deposit');
    response.json(await transactionList(bank, granted, await bankBody(TransactionsRequest, request)));
  });

  app.use(providerErrors(standard, { translate, onError: errorLog(clock, log) }));
  return app;
}
