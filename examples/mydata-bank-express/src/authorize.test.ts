import { describe, expect, test } from '@jest/globals';
import { type MyDataAuthorizeCode, mydataAuthorize } from '@oryu/core';
import type { Test } from 'supertest';
import { client, customers } from './seed.js';
import { bank } from './test-bank.js';
import { transactionId } from './test-provider.js';

const { codes } = mydataAuthorize();
const state = 'S0000000001';

interface Row {
  readonly code: MyDataAuthorizeCode;
  readonly when: string;
  readonly call: () => Test;
  readonly given?: () => unknown;
  /** The names behind the catalogue's text. */
  readonly names?: string;
}

interface DirectRow extends Row {
  readonly status: number;
  /** The `error` on the wire. */
  readonly error: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const elsewhere = 'https://elsewhere.example/callback';

// Annex 1 (1) 1: the client or its callback is not to be trusted, or the method is wrong.
const direct: readonly DirectRow[] = [
  {
    code: 'invalid_client_id',
    status: 400,
    error: 'invalid_request',
    when: 'client_id is missing',
    call: () => bank.authorize({ client_id: undefined }),
  },
  {
    code: 'invalid_client_id',
    status: 400,
    error: 'invalid_request',
    when: 'client_id is unknown',
    call: () => bank.authorize({ client_id: 'nobody' }),
  },
  {
    code: 'invalid_redirection',
    status: 400,
    error: 'invalid_request',
    when: 'redirect_uri is missing',
    call: () => bank.authorize({ redirect_uri: undefined }),
  },
  {
    code: 'invalid_redirection',
    status: 400,
    error: 'invalid_request',
    when: 'redirect_uri is not registered',
    call: () => bank.authorize({ redirect_uri: elsewhere }),
  },
  {
    code: 'invalid_redirection',
    status: 400,
    error: 'invalid_request',
    when: 'redirect_uri is given twice',
    call: () => bank.authorize().query({ redirect_uri: elsewhere }),
  },
  {
    code: 'method_not_allowed',
    status: 405,
    error: 'method_not_allowed',
    when: 'the method is POST',
    call: () => bank.request().post(`/oauth/2.0/authorize?state=${state}`).set(bank.headers()),
    headers: { allow: 'GET, HEAD' },
  },
];

// Annex 1 (1) 2: all else goes to the callback.
const redirected: readonly Row[] = [
  {
    code: 'invalid_request',
    when: 'app_scheme is missing',
    call: () => bank.authorize({ app_scheme: undefined }),
    names: 'app_scheme',
  },
  {
    code: 'invalid_request',
    when: 'response_type is missing',
    call: () => bank.authorize({ response_type: undefined }),
    names: 'response_type',
  },
  {
    code: 'invalid_request',
    when: 'x-user-ci is missing',
    call: () => bank.authorize({}, { 'x-user-ci': undefined }),
    names: 'x-user-ci',
  },
  {
    code: 'unauthorized_client',
    when: 'the remote address is not registered for the client',
    call: () => bank.authorize({}, { 'x-forwarded-for': '203.0.113.9' }),
  },
  {
    code: 'unauthorized_client',
    when: 'the TLS certificate has another SERIALNUMBER',
    call: () => bank.authorize({}, { 'x-client-certificate-serialnumber': '999-99-9999999' }),
  },
  {
    code: 'access_denied',
    when: 'the customer refused',
    call: () => bank.authorize({}, { 'x-user-ci': customers.lee }),
  },
  {
    code: 'unsupported_response_type',
    when: 'response_type is not code',
    call: () => bank.authorize({ response_type: 'token' }),
    names: 'response_type',
  },
  {
    code: 'server_error',
    when: 'the database fails',
    given: () => bank.database.execute('drop table customers cascade'),
    call: () => bank.authorize(),
  },
  {
    code: 'temporarily_unavailable',
    when: 'the bank is in maintenance',
    given: () => bank.enterMaintenance(),
    call: () => bank.authorize(),
  },
  {
    code: 'unauthorized_user',
    when: 'the CI is of no customer',
    call: () => bank.authorize({}, { 'x-user-ci': 'bm9ib2R5' }),
  },
  {
    code: 'unauthorized_user',
    when: 'the customer is a child',
    call: () => bank.authorize({}, { 'x-user-ci': customers.park }),
  },
];

// The same codes where no callback can be vouched for.
const undeliverable: readonly DirectRow[] = [
  {
    code: 'invalid_request',
    status: 400,
    error: 'invalid_request',
    when: 'there is no such API below the authorize API',
    call: () => bank.request().get(`/oauth/2.0/authorize/again?state=${state}`).set(bank.headers()),
  },
  {
    code: 'server_error',
    status: 500,
    error: 'server_error',
    when: 'the database fails',
    given: () => bank.database.execute('drop table maintenance'),
    call: () => bank.authorize({ redirect_uri: elsewhere }),
  },
  {
    code: 'temporarily_unavailable',
    status: 503,
    error: 'temporarily_unavailable',
    when: 'the bank is in maintenance',
    given: () => bank.enterMaintenance(),
    call: () => bank.authorize({ redirect_uri: elsewhere }),
  },
];

function describeDirectly(rows: readonly DirectRow[]): void {
  test.each(rows)('$code when $when', async ({ code, status, error, call, given, headers = {} }) => {
    await given?.();
    const response = await call();

    expect(response.status).toBe(status);
    expect(response.text).toBe(
      `{"error":"${error}","error_description":"${codes.get(code)?.text}","state":"${state}","api_tran_id":"${transactionId}"}`,
    );
    expect(response.headers).toMatchObject({
      'content-type': 'application/json; charset=UTF-8',
      'x-api-tran-id': transactionId,
      ...headers,
    });
    expect(response.headers.location).toBeUndefined();
  });
}

describe('answered directly', () => describeDirectly(direct));

describe('answered directly, because no callback exists', () => describeDirectly(undeliverable));

describe('sent to the callback', () => {
  test.each(redirected)('$code when $when', async ({ code, call, given, names }) => {
    await given?.();
    const response = await call();

    expect(response.status).toBe(302);
    const members = new URLSearchParams({
      error: code,
      error_description: `${codes.get(code)?.text}${names === undefined ? '' : ` (${names})`}`,
      state,
      api_tran_id: transactionId,
    });
    expect(response.headers.location).toBe(`${client.callback}?${members}`);
    expect(response.text).toBe('');
    expect(response.headers['content-length']).toBe('0');
    expect(response.headers['content-type']).toBeUndefined();
    expect(response.headers['x-api-tran-id']).toBe(transactionId);
  });

  test('a missing state or transaction id is left out', async () => {
    const { headers } = await bank.authorize({ state: undefined }, { 'x-api-tran-id': undefined });
    const location = new URL(headers.location ?? '');
    expect([...location.searchParams.keys()]).toEqual(['error', 'error_description']);
    expect(location.searchParams.get('error')).toBe('invalid_request');
  });
});

test('no code of Annex 1 (1) is left out', () => {
  const shown = new Set([...direct, ...redirected].map(({ code }) => code));
  expect(shown).toEqual(new Set(codes.keys()));
});

test('success: an authorization code goes to the callback, and becomes a token', async () => {
  const response = await bank.authorize();
  expect(response.status).toBe(302);
  expect(response.headers['x-api-tran-id']).toBe(transactionId);
  const location = new URL(response.headers.location ?? '');
  expect(location.origin + location.pathname).toBe(client.callback);
  expect([...location.searchParams.keys()]).toEqual(['code', 'state', 'api_tran_id']);
  expect(location.searchParams.get('state')).toBe(state);
  expect(location.searchParams.get('api_tran_id')).toBe(transactionId);
  const issued = await bank.issueToken({ code: location.searchParams.get('code') ?? '' });
  expect(issued.status).toBe(200);
});
