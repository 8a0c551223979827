import { describe, expect, test } from '@jest/globals';
import { orgCode } from './bank.js';
import { accounts, client } from './seed.js';
import { bank } from './test-bank.js';
import { transactionId } from './test-provider.js';

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

  test('members without a value are left out', async () => {
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
