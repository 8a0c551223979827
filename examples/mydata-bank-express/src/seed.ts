import { createHash } from 'node:crypto';
import type { Database } from './database.js';
import { date, daysLater, midnight, yearsLater } from './time.js';

// Everything here is invented. The bank is fictional, and so are its customers and its clients.

export const client = {
  id: 'oryudata',
  secret: 'oryudatasecret',
  serialNumber: '110-11-0000001',
  callback: 'https://oryudata.example/callback',
};

export const customers = {
  kim: connectingInformation('kim'),
  lee: connectingInformation('lee'),
  /** Twelve years old. */
  park: connectingInformation('park'),
};

export const tokens = {
  /** Kim's, with everything Kim consented to. */
  access: 'access-kim',
  refresh: 'refresh-kim',
  /** May list accounts, but not look into them. */
  listOnly: 'access-kim-list-only',
  expired: 'access-kim-expired',
  expiredRefresh: 'refresh-kim-expired',
  revoked: 'access-kim-revoked',
  /** Still valid, while the consent it was issued for has ended. */
  consentEnded: 'access-kim-consent-ended',
  /** Of a customer who has left the bank since. */
  customerLeft: 'access-choi',
  customerLeftRefresh: 'refresh-choi',
  /** Of a client that is blocked for an hour. */
  clientBlocked: 'access-kim-blockeddata',
  /** Of a client that has used up today's requests. */
  quotaUsedUp: 'access-kim-busydata',
};

export const authorizationCodes = {
  valid: 'code-kim',
  expired: 'code-kim-expired',
  used: 'code-kim-used',
  child: 'code-park',
};

export const accounts = {
  checking: '1001000000001',
  savings: '1001000000002',
  closed: '1001000000003',
  notConsented: '1001000000004',
  loan: '1001000000005',
  /** Opened minutes ago: its balance has not arrived from the core banking system. */
  withoutBalance: '1001000000006',
  ofSomeoneElse: '1002000000001',
};

export async function seed(database: Database, now: Date): Promise<void> {
  const days = (count: number) => daysLater(now, count).toISOString();
  const day = (count: number) => date(daysLater(now, count));
  const insert = (table: string, rows: object[]) =>
    database.rows(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
      JSON.stringify(rows),
    ]);

  const clientRow = {
    client_id: client.id,
    client_secret_hash: hash(client.secret),
    name: '오류데이터 (가상)',
    certificate_serial_number: client.serialNumber,
    addresses: ['127.0.0.1'],
    callbacks: [client.callback],
    scheduled_from_hour: 0,
    scheduled_to_hour: 6,
    daily_request_limit: 10000,
  };
  await insert('clients', [
    clientRow,
    { ...clientRow, client_id: 'blockeddata', name: '차단데이터 (가상)' },
    { ...clientRow, client_id: 'busydata', name: '바쁜데이터 (가상)', daily_request_limit: 100 },
  ]);
  await insert('client_blocks', [
    { client_id: 'blockeddata', blocked_until: days(1 / 24), reason: '비정상 호출 급증' },
  ]);
  await insert('request_counts', [{ client_id: 'busydata', day: day(0), requests: 100 }]);
  await insert('maintenance', [
    {
      begins_at: daysLater(midnight(now, 1), 3 / 24).toISOString(),
      ends_at: daysLater(midnight(now, 1), 5 / 24).toISOString(),
      work: '정기점검',
    },
  ]);

  await insert('customers', [
    { customer_id: 1, ci: customers.kim, name: '김가상', birth_date: '19850507', registered_on: '20150302' },
    { customer_id: 2, ci: customers.lee, name: '이허구', birth_date: '19901123', registered_on: '20180710' },
    {
      customer_id: 3,
      ci: customers.park,
      name: '박어린',
      birth_date: yearsLater(date(now), -12),
      registered_on: day(-400),
    },
  ]);
  const consent = {
    client_id: client.id,
    approved: true,
    scope: 'bank.list bank.deposit',
    is_scheduled: true,
    fnd_cycle: '1/w',
    add_cycle: '1/w',
    end_date: day(300),
    purpose: '본인신용정보 통합조회',
    covers_memo: true,
    answered_at: days(-65),
  };
  await insert('consents', [
    { ...consent, consent_id: 1, customer_id: 1 },
    { ...consent, consent_id: 2, customer_id: 2, approved: false },
    { ...consent, consent_id: 3, customer_id: 3 },
    { ...consent, consent_id: 4, customer_id: 4 },
    { ...consent, consent_id: 5, customer_id: 1, end_date: day(-1), answered_at: days(-366) },
    { ...consent, consent_id: 6, customer_id: 1, client_id: 'blockeddata' },
    { ...consent, consent_id: 7, customer_id: 1, client_id: 'busydata' },
  ]);

  const account = {
    customer_id: 1,
    account_status: '01',
    is_foreign_deposit: false,
    is_minus: false,
    currency_code: 'KRW',
    changed_at: days(-20),
  };
  await insert('accounts', [
    {
      ...account,
      account_num: accounts.checking,
      prod_name: '오류 입출금통장',
      account_type: '1001',
      saving_method: '01',
      issue_date: '20150302',
    },
    {
      ...account,
      account_num: accounts.savings,
      prod_name: '오류 정기적금',
      account_type: '1003',
      saving_method: '03',
      issue_date: day(-200),
      exp_date: day(165),
      commit_amt: 3600000,
      monthly_paid_in_amt: 300000,
    },
    {
      ...account,
      account_num: accounts.closed,
      prod_name: '오류 정기예금',
      account_type: '1002',
      saving_method: '02',
      issue_date: day(-700),
      closed_on: day(-20),
    },
    {
      ...account,
      account_num: accounts.notConsented,
      prod_name: '오류 외화예금',
      account_type: '1002',
      saving_method: '02',
      is_foreign_deposit: true,
      currency_code: 'USD',
      issue_date: day(-500),
    },
    {
      ...account,
      account_num: accounts.loan,
      prod_name: '오류 신용대출',
      account_type: '3100',
      saving_method: '01',
      is_foreign_deposit: null,
      is_minus: null,
      issue_date: day(-900),
    },
    {
      ...account,
      account_num: accounts.withoutBalance,
      prod_name: '오류 파킹통장',
      account_type: '1001',
      saving_method: '01',
      issue_date: day(0),
    },
    {
      ...account,
      customer_id: 2,
      account_num: accounts.ofSomeoneElse,
      prod_name: '오류 입출금통장',
      account_type: '1001',
      saving_method: '01',
      issue_date: '20180710',
    },
  ]);
  await insert(
    'consent_accounts',
    [accounts.checking, accounts.savings, accounts.closed, accounts.loan, accounts.withoutBalance].map(
      (account_num) => ({ consent_id: 1, account_num }),
    ),
  );
  await insert('balances', [
    { account_num: accounts.checking, balance_amt: 1250000, withdrawable_amt: 1250000, offered_rate: 0.1 },
    {
      account_num: accounts.savings,
      balance_amt: 1800000,
      withdrawable_amt: 0,
      offered_rate: 3.25,
      last_paid_in_cnt: 6,
    },
  ]);
  const salary = { account_num: accounts.checking, trans_type: '03', trans_class: '인터넷뱅킹' };
  await insert('transactions', [
    {
      ...salary,
      trans_no: 1,
      traded_at: days(-63),
      trans_amt: 900000,
      balance_amt: 900000,
      trans_memo: '급여',
    },
    {
      ...salary,
      trans_no: 2,
      traded_at: days(-33),
      trans_amt: 900000,
      balance_amt: 1800000,
      trans_memo: '급여',
    },
    {
      ...salary,
      trans_no: 3,
      traded_at: days(-30),
      trans_type: '02',
      trans_class: 'ATM',
      trans_amt: 550000,
      balance_amt: 1250000,
      trans_memo: '월세',
    },
  ]);

  const code = {
    client_id: client.id,
    consent_id: 1,
    redirect_uri: client.callback,
    expires_at: days(10 / (24 * 60)),
  };
  await insert('authorization_codes', [
    { ...code, code_hash: hash(authorizationCodes.valid) },
    { ...code, code_hash: hash(authorizationCodes.expired), expires_at: days(-1) },
    { ...code, code_hash: hash(authorizationCodes.used), used_at: now.toISOString() },
    { ...code, code_hash: hash(authorizationCodes.child), consent_id: 3 },
  ]);
  const token = {
    client_id: client.id,
    consent_id: 1,
    scope: consent.scope,
    expires_at: days(25),
    refresh_expires_at: days(300),
  };
  const issued = (access: string, refresh = `${access}-refresh`) => ({
    ...token,
    access_token_hash: hash(access),
    refresh_token_hash: hash(refresh),
  });
  await insert('tokens', [
    issued(tokens.access, tokens.refresh),
    { ...issued(tokens.listOnly), scope: 'bank.list' },
    { ...issued(tokens.expired, tokens.expiredRefresh), expires_at: days(-1), refresh_expires_at: days(-1) },
    { ...issued(tokens.revoked), revoked_at: days(-2) },
    { ...issued(tokens.consentEnded), consent_id: 5 },
    { ...issued(tokens.customerLeft, tokens.customerLeftRefresh), consent_id: 4 },
    { ...issued(tokens.clientBlocked), consent_id: 6, client_id: 'blockeddata' },
    { ...issued(tokens.quotaUsedUp), consent_id: 7, client_id: 'busydata' },
  ]);
}

/** A CI (연계정보) has 88 characters of Base64. */
function connectingInformation(name: string): string {
  return createHash('sha512').update(name).digest('base64');
}

/** The database keeps hashes of secrets, codes and tokens; this is how JSON spells a bytea. */
function hash(secret: string): string {
  return `\\x${createHash('sha256').update(secret).digest('hex')}`;
}
