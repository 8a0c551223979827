import type { MyDataCode } from '@oryu/core';
import type { Test } from 'supertest';
import { orgCode } from './bank.js';
import { accounts, tokens } from './seed.js';
import { bank } from './test-bank.js';

/** A condition of the bank, and the code that tells of it. */
export interface Row {
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

/** Annex 1 (3), in its order. */
export const rows: readonly Row[] = [
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
