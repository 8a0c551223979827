import type { Express } from 'express';
import supertest, { type Test } from 'supertest';
import { createApp } from './app.js';
import { orgCode } from './bank.js';
import { Database } from './database.js';
import { accounts, authorizationCodes, client, customers, seed, tokens } from './seed.js';

/** A Monday, two o'clock in the afternoon in Korea. */
const start = new Date('2026-03-02T14:00:00+09:00');

export const transactionId = 'ORYUDATA01M00000000000001';

/** Parts of a request that a test changes; undefined leaves one out. */
type Changes = Readonly<Record<string, string | undefined>>;

function changed(parts: Changes, changes: Changes): Record<string, string> {
  const all = Object.entries({ ...parts, ...changes });
  return Object.fromEntries(all.filter((part): part is [string, string] => part[1] !== undefined));
}

/** The provider over a fresh database, and requests that succeed until a test changes a part of them. */
export class TestProvider {
  now = start;
  readonly logged: string[] = [];
  private app!: Express;

  private constructor(readonly database: Database) {}

  static async open(): Promise<TestProvider> {
    return new TestProvider(await Database.open({ statementTimeout: 2000 }));
  }

  async reset(): Promise<void> {
    this.now = start;
    this.logged.length = 0;
    await this.database.createSchema();
    await seed(this.database, start);
    const log = (line: string) => this.logged.push(line);
    this.app = await createApp({ database: this.database, clock: () => this.now, log });
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** Into the maintenance that is planned for the following night. */
  enterMaintenance(): void {
    this.now = new Date('2026-03-03T03:30:00+09:00');
  }

  /** A batch job keeps the database to itself. Returns what ends it. */
  lockDatabase(): () => void {
    let end = () => {};
    const batch = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.database.transaction(() => batch).catch(() => {});
    return end;
  }

  request() {
    return supertest(this.app);
  }

  headers(changes: Changes = {}) {
    return changed(
      {
        authorization: `Bearer ${tokens.access}`,
        'x-api-tran-id': transactionId,
        'x-api-type': 'user-search',
        'x-client-certificate-serialnumber': client.serialNumber,
      },
      changes,
    );
  }

  accountList(changes: Changes = {}, headers: Changes = {}): Test {
    return this.request()
      .get('/v2/bank/accounts')
      .query(changed({ org_code: orgCode, search_timestamp: '0', limit: '500' }, changes))
      .set(this.headers(headers));
  }

  depositBasic(changes: Changes = {}, headers: Changes = {}): Test {
    return this.deposit('basic', { search_timestamp: '0' }, changes, headers);
  }

  depositDetail(changes: Changes = {}, headers: Changes = {}): Test {
    return this.deposit('detail', { search_timestamp: '0' }, changes, headers);
  }

  transactions(changes: Changes = {}, headers: Changes = {}): Test {
    const period = { from_date: '20251201', to_date: '20260302', limit: '500' };
    return this.deposit('transactions', period, changes, headers);
  }

  private deposit(name: string, parts: Changes, changes: Changes, headers: Changes): Test {
    return this.request()
      .post(`/v2/bank/accounts/deposit/${name}`)
      .set(this.headers(headers))
      .send(changed({ org_code: orgCode, account_num: accounts.checking, ...parts }, changes));
  }

  issueToken(changes: Changes = {}, headers: Changes = {}): Test {
    const parts = {
      grant_type: 'authorization_code',
      code: authorizationCodes.valid,
      redirect_uri: client.callback,
    };
    return this.oauth('token', parts, changes, headers);
  }

  refreshToken(changes: Changes = {}, headers: Changes = {}): Test {
    const parts = { grant_type: 'refresh_token', refresh_token: tokens.refresh };
    return this.oauth('token', parts, changes, headers);
  }

  revokeToken(changes: Changes = {}, headers: Changes = {}): Test {
    return this.oauth('revoke', { token: tokens.access }, changes, headers);
  }

  private oauth(name: string, parts: Changes, changes: Changes, headers: Changes): Test {
    const identity = { org_code: orgCode, client_id: client.id, client_secret: client.secret };
    return this.request()
      .post(`/oauth/2.0/${name}`)
      .set(this.headers({ authorization: undefined, 'x-api-type': undefined, ...headers }))
      .type('form')
      .send(changed({ ...identity, ...parts }, changes));
  }

  authorize(changes: Changes = {}, headers: Changes = {}): Test {
    const parts = {
      org_code: orgCode,
      response_type: 'code',
      client_id: client.id,
      redirect_uri: client.callback,
      app_scheme: 'oryudata://mydata',
      state: 'S0000000001',
    };
    return this.request()
      .get('/oauth/2.0/authorize')
      .query(changed(parts, changes))
      .set(
        this.headers({
          authorization: undefined,
          'x-api-type': undefined,
          'x-user-ci': customers.kim,
          ...headers,
        }),
      );
  }
}
