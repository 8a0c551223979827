import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type MyDataCode, mydata } from '@oryu/core';
import type { Test } from 'supertest';
import { orgCode } from './bank.js';
import { accounts, client, tokens } from './seed.js';
import { TestProvider, transactionId } from './test-provider.js';

let bank: TestProvider;
beforeAll(async () => {
  bank = await TestProvider.open();
}, 60_000);
beforeEach(() => bank.reset(), 30_000);
afterAll(() => bank.close());

const { codes } = mydata();
const catalogueText = (code: MyDataCode) => codes.get(code)?.text;

interface Row {
  readonly code: MyDataCode;
  readonly when: string;
  readonly call: () => Test;
  /** What makes it so, where the seeded rows alone do not. */
  readonly given?: () => unknown;
  /** The names behind the catalogue's text. */
  readonly names?: string;
  /** The bank's own text. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

// Annex 1 (3), in its order.
const rows: readonly Row[] = [
  {
    code: 40001,
    when: 'a parameter is missing',
    call: () => bank.accountList({ limit: undefined }),
    names: 'limit',
  },
  {
    code: 40001,
    when: 'more than 500 are asked for',
    call: () => bank.accountList({ limit: '501' }),
    names: 'limit',
  },
  {
    code: 40001,
    when: 'next_page is none of ours',
    call: () => bank.accountList({ next_page: "' or 1=1" }),
    names: 'next_page',
  },
  {
    code: 40001,
    when: 'one parameter is missing and another wrong: the missing one is told',
    call: () => bank.transactions({ from_date: '20260230', limit: undefined }),
    names: 'limit',
  },
  {
    code: 40001,
    when: 'a day does not exist',
    call: () => bank.transactions({ from_date: '20260230' }),
    names: 'from_date',
  },
  {
    code: 40001,
    when: 'the period ends before it begins',
    call: () => bank.transactions({ from_date: '20260302', to_date: '20260301' }),
    text: '조회 시작일이 종료일보다 늦습니다',
  },
  {
    code: 40001,
    when: 'the body is broken JSON',
    call: () =>
      bank
        .request()
        .post('/v2/bank/accounts/deposit/basic')
        .set(bank.headers({ 'content-type': 'application/json' }))
        .send('{"org_code":'),
  },
  {
    code: 40001,
    when: 'the body is a list',
    call: () => bank.request().post('/v2/bank/accounts/deposit/basic').set(bank.headers()).send([]),
  },
  {
    code: 40001,
    when: 'a URL escape is broken',
    call: () => bank.request().get('/%E0%A4%A/bank/accounts').set(bank.headers()),
  },
  {
    code: 40001,
    when: 'GET /bank/apis names a client that is not registered',
    call: () =>
      bank.request().get('/bank/apis').query({ org_code: orgCode, client_id: 'nobody' }).set(bank.headers()),
    names: 'client_id',
  },
  {
    code: 40002,
    when: 'headers are missing',
    call: () => bank.accountList({}, { authorization: undefined, 'x-api-type': undefined }),
    names: 'authorization, x-api-type',
  },
  {
    code: 40002,
    when: 'x-api-type has no value of the standard',
    call: () => bank.accountList({}, { 'x-api-type': 'sometimes' }),
    names: 'x-api-type',
  },
  {
    code: 40002,
    when: 'Authorization is no bearer token',
    call: () => bank.accountList({}, { authorization: 'Basic b3J5dQ==' }),
    names: 'authorization',
  },
  {
    code: 40002,
    when: 'the body is no JSON',
    call: () =>
      bank
        .request()
        .post('/v2/bank/accounts/deposit/basic')
        .set(bank.headers())
        .type('form')
        .send({ org_code: orgCode }),
  },
  {
    code: 40003,
    when: 'v1 of an API is called that exists in v2',
    call: () => bank.request().get('/v1/bank/accounts').set(bank.headers()),
  },
  {
    code: 40004,
    when: 'the period is longer than a year',
    call: () => bank.transactions({ from_date: '20250301', to_date: '20260302' }),
    text: '한 번에 1년까지 조회할 수 있습니다',
  },
  {
    code: 40101,
    when: 'the access token is unknown',
    call: () => bank.accountList({}, { authorization: 'Bearer guessed' }),
  },
  {
    code: 40101,
    when: 'the access token has expired',
    call: () => bank.accountList({}, { authorization: `Bearer ${tokens.expired}` }),
  },
  {
    code: 40101,
    when: 'the access token was revoked',
    call: () => bank.accountList({}, { authorization: `Bearer ${tokens.revoked}` }),
  },
  {
    code: 40102,
    when: 'the remote address is not registered for the client',
    call: () => bank.accountList({}, { 'x-forwarded-for': '203.0.113.9' }),
  },
  {
    code: 40103,
    when: 'the TLS certificate has another SERIALNUMBER',
    call: () => bank.accountList({}, { 'x-client-certificate-serialnumber': '999-99-9999999' }),
  },
  {
    code: 40103,
    when: 'there is no TLS certificate',
    call: () => bank.accountList({}, { 'x-client-certificate-serialnumber': undefined }),
  },
  {
    code: 40104,
    when: 'the scope of the token is too narrow',
    call: () => bank.depositBasic({}, { authorization: `Bearer ${tokens.listOnly}` }),
  },
  {
    code: 40105,
    when: 'the consent does not cover the account',
    call: () => bank.depositBasic({ account_num: accounts.notConsented }),
  },
  {
    code: 40106,
    when: 'the consent has ended while the token is still valid',
    call: () => bank.accountList({}, { authorization: `Bearer ${tokens.consentEnded}` }),
  },
  {
    code: 40301,
    when: 'a deposit API is called for a loan',
    call: () => bank.depositBasic({ account_num: accounts.loan }),
    text: '수신계좌가 아닙니다',
  },
  {
    code: 40302,
    when: 'the client is blocked for a while',
    call: () => bank.accountList({}, { authorization: `Bearer ${tokens.clientBlocked}` }),
  },
  {
    code: 40303,
    when: 'org_code is not this bank',
    call: () => bank.accountList({ org_code: 'OTHERBANK1' }),
  },
  {
    code: 40304,
    when: 'the period begins more than five years ago',
    call: () => bank.transactions({ from_date: '20210301', to_date: '20210401' }),
  },
  {
    code: 40305,
    when: 'the account was closed since the consent',
    call: () => bank.depositBasic({ account_num: accounts.closed }),
  },
  {
    code: 40401,
    when: 'there is no such API',
    call: () => bank.request().get('/v2/bank/cards').set(bank.headers()),
  },
  {
    code: 40402,
    when: 'there is no such account',
    call: () => bank.transactions({ account_num: '9999999999999' }),
  },
  {
    code: 40402,
    when: 'the account is someone else’s',
    call: () => bank.depositDetail({ account_num: accounts.ofSomeoneElse }),
  },
  {
    code: 40403,
    when: 'the customer has left the bank',
    call: () => bank.accountList({}, { authorization: `Bearer ${tokens.customerLeft}` }),
  },
  {
    code: 40501,
    when: 'the API is called with another method',
    call: () => bank.request().delete('/v2/bank/accounts').set(bank.headers()),
    headers: { allow: 'GET, HEAD' },
  },
  {
    code: 42901,
    when: 'the client has used up today’s requests, until midnight',
    call: () => bank.accountList({}, { authorization: `Bearer ${tokens.quotaUsedUp}` }),
    headers: { 'retry-after': '36000' },
  },
  {
    code: 50001,
    when: 'the database fails',
    given: () => bank.database.execute('drop table transactions'),
    call: () => bank.transactions(),
  },
  {
    code: 50002,
    when: 'the balance has not arrived from the core banking system',
    call: () => bank.depositDetail({ account_num: accounts.withoutBalance }),
    text: '계좌의 잔액을 아직 확인할 수 없습니다',
  },
  {
    code: 50008,
    when: 'the bank is in maintenance',
    given: () => bank.enterMaintenance(),
    call: () => bank.accountList(),
  },
  {
    code: 50009,
    when: 'a scheduled transfer comes outside the hours agreed on',
    call: () => bank.accountList({}, { 'x-api-type': 'scheduled' }),
  },
];

describe('every error of the standard comes out of a real condition', () => {
  test.each(rows)('$code when $when', async ({ code, call, given, names, text, headers = {} }) => {
    await given?.();
    const response = await call();

    expect(response.status).toBe(Number(String(code).slice(0, 3)));
    const message = text ?? `${catalogueText(code)}${names === undefined ? '' : ` (${names})`}`;
    expect(response.text).toBe(`{"rsp_code":"${code}","rsp_msg":"${message}"}`);
    expect(response.headers).toMatchObject({
      'content-type': 'application/json; charset=UTF-8',
      'content-length': String(Buffer.byteLength(response.text)),
      'x-api-tran-id': transactionId,
      ...headers,
    });
    expect(response.headers.etag).toBeUndefined();
    expect(response.headers['www-authenticate']).toBe(response.status === 401 ? 'Bearer' : undefined);
  });

  test('50003 when a statement waits too long for its turn', async () => {
    const release = bank.lockDatabase();
    try {
      const response = await bank.accountList();
      expect(response.status).toBe(500);
      expect(response.text).toBe(`{"rsp_code":"50003","rsp_msg":"${catalogueText(50003)}"}`);
      expect(response.headers['x-api-tran-id']).toBe(transactionId);
    } finally {
      release();
    }
  });

  test('no code of Annex 1 (3) is left out, but for the reserved one and those of relays', () => {
    const shown = new Set([...rows.map(({ code }) => code), 50003]);
    const notShown = [...codes.keys()].filter((code) => !shown.has(code));
    expect(notShown).toEqual([50004, 50005, 50006, 50007]);
  });
});

describe('a malformed transaction id', () => {
  test.each([undefined, 'too-short', 'ORYUDATA01X00000000000001', 'oryudata01m00000000000001'])(
    '%s is answered with 40002 and not echoed unless it is a safe text',
    async (id) => {
      const response = await bank.accountList({}, { 'x-api-tran-id': id });
      expect(response.status).toBe(400);
      expect(response.text).toBe(`{"rsp_code":"40002","rsp_msg":"${catalogueText(40002)} (x-api-tran-id)"}`);
      const safe = id !== undefined && /^[A-Z0-9]{1,25}$/.test(id);
      expect(response.headers['x-api-tran-id']).toBe(safe ? id : undefined);
    },
  );
});

describe('nothing internal reaches the wire', () => {
  test('a crash is told to the log, with its cause, and to nobody else', async () => {
    await bank.database.execute('drop table transactions');
    const response = await bank.transactions();

    const wire = JSON.stringify(response.headers) + response.text;
    expect(wire).not.toMatch(/relation|select|transactions|\.ts|\.js|node_modules| at /i);
    expect(bank.logged).toHaveLength(1);
    expect(JSON.parse(bank.logged[0] ?? '')).toMatchObject({
      tranId: transactionId,
      method: 'POST',
      path: '/v2/bank/accounts/deposit/transactions',
      code: 50001,
      thrown: { message: expect.stringContaining('relation "transactions" does not exist') },
    });
  });

  test('errors that the bank expects are not logged', async () => {
    await bank.depositBasic({ account_num: accounts.closed });
    await bank.accountList({ limit: '0' });
    expect(bank.logged).toEqual([]);
  });
});

describe('success', () => {
  test('the account list leaves out closed accounts, in the order of type and number, page by page', async () => {
    const first = await bank.accountList({ limit: '3' });
    expect(first.status).toBe(200);
    expect(first.headers['x-api-tran-id']).toBe(transactionId);
    expect(first.text).toMatch(/^\{"rsp_code":"00000","rsp_msg":"성공",/);
    expect(first.body).toMatchObject({
      search_timestamp: '20260302140000',
      reg_date: '20150302',
      account_cnt: '3',
    });

    const second = await bank.accountList({
      limit: '3',
      search_timestamp: undefined,
      next_page: first.body.next_page,
    });
    expect(second.body.next_page).toBeUndefined();
    expect(second.body.search_timestamp).toBeUndefined();
    const numbers = [...first.body.account_list, ...second.body.account_list].map(
      ({ account_num }) => account_num,
    );
    expect(numbers).toEqual([
      accounts.checking,
      accounts.withoutBalance,
      accounts.notConsented,
      accounts.savings,
      accounts.loan,
    ]);
    expect(first.body.account_list[0]).toEqual({
      account_num: accounts.checking,
      is_consent: 'true',
      is_foreign_deposit: 'false',
      prod_name: '오류 입출금통장',
      is_minus: 'false',
      account_type: '1001',
      account_status: '01',
    });
  });

  test('00001 when nothing has changed since the last inquiry', async () => {
    const response = await bank.accountList({ search_timestamp: '20260301000000' });
    expect(response.status).toBe(200);
    expect(response.text).toBe('{"rsp_code":"00001","rsp_msg":"성공 (UP_TO_DATE)"}');
    expect(response.headers['x-api-tran-id']).toBe(transactionId);
  });

  test('what an account has no value for is left out', async () => {
    const checking = await bank.depositBasic();
    expect(checking.body).toEqual({
      rsp_code: '00000',
      rsp_msg: '성공',
      search_timestamp: '20260302140000',
      basic_cnt: '1',
      basic_list: [{ currency_code: 'KRW', saving_method: '01', issue_date: '20150302' }],
    });
    const savings = await bank.depositDetail({ account_num: accounts.savings });
    expect(savings.body.detail_list).toEqual([
      {
        currency_code: 'KRW',
        balance_amt: '1800000.000',
        withdrawable_amt: '0.000',
        offered_rate: '3.25000',
        last_paid_in_cnt: '6',
      },
    ]);
  });

  test('transactions come newest first, page by page', async () => {
    const first = await bank.transactions({ limit: '2' });
    const second = await bank.transactions({ limit: '2', next_page: first.body.next_page });
    const times = [...first.body.trans_list, ...second.body.trans_list].map(({ trans_dtime }) => trans_dtime);
    expect(times).toEqual(['20260131140000', '20260128140000', '20251229140000']);
    expect(second.body.next_page).toBeUndefined();
    expect(first.body.trans_list[0]).toEqual({
      trans_dtime: '20260131140000',
      trans_no: '3',
      trans_type: '02',
      trans_class: 'ATM',
      trans_amt: '550000.000',
      balance_amt: '1250000.000',
      trans_memo: '월세',
    });
  });

  test('a valid account without transactions has an empty list, not 40402', async () => {
    const response = await bank.transactions({ account_num: accounts.savings });
    expect(response.status).toBe(200);
    expect(response.text).toBe('{"rsp_code":"00000","rsp_msg":"성공","trans_cnt":"0","trans_list":[]}');
  });

  test('the consent, and the APIs on offer', async () => {
    const consent = await bank
      .request()
      .get('/v2/bank/consents')
      .query({ org_code: orgCode })
      .set(bank.headers());
    expect(consent.body).toEqual({
      rsp_code: '00000',
      rsp_msg: '성공',
      is_scheduled: 'true',
      fnd_cycle: '1/w',
      add_cycle: '1/w',
      end_date: '20261227',
      purpose: '본인신용정보 통합조회',
      period: '99991231',
      is_consent_trans_memo: 'true',
    });
    const apis = await bank
      .request()
      .get('/bank/apis')
      .query({ org_code: orgCode, client_id: client.id })
      .set(bank.headers({ authorization: undefined, 'x-api-type': undefined }));
    expect(apis.body).toMatchObject({ rsp_code: '00000', version: 'v2', api_cnt: '6' });
    expect(apis.headers['x-api-tran-id']).toBe(transactionId);
  });

  test('a scheduled transfer within its hours', async () => {
    bank.now = new Date('2026-03-03T01:00:00+09:00');
    const response = await bank.accountList({}, { 'x-api-type': 'scheduled' });
    expect(response.status).toBe(200);
  });
});
