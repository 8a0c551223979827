import { describe, expect, test } from '@jest/globals';
import { type MyDataTokenCode, mydataToken } from '@oryu/core';
import type { Test } from 'supertest';
import { authorizationCodes, tokens } from './seed.js';
import { bank } from './test-bank.js';
import { transactionId } from './test-provider.js';

const { codes } = mydataToken();

interface Row {
  readonly code: MyDataTokenCode;
  readonly status: number;
  readonly when: string;
  readonly call: () => Test;
  readonly given?: () => unknown;
  /** The names behind the catalogue's text. */
  readonly names?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

// Annex 1 (2), in its order.
const rows: readonly Row[] = [
  {
    code: 'invalid_request',
    status: 400,
    when: 'a parameter is missing',
    call: () => bank.issueToken({ code: undefined }),
    names: 'code',
  },
  {
    code: 'invalid_request',
    status: 400,
    when: 'org_code is not this bank',
    call: () => bank.issueToken({ org_code: 'OTHERBANK1' }),
    names: 'org_code',
  },
  {
    code: 'invalid_request',
    status: 400,
    when: 'the body is no form',
    call: () => bank.issueToken().type('json').send({ grant_type: 'refresh_token' }),
  },
  {
    code: 'invalid_request',
    status: 400,
    when: 'there is no such OAuth API',
    call: () => bank.request().post('/oauth/2.0/introspect').set(bank.headers()),
  },
  {
    code: 'invalid_client',
    status: 400,
    when: 'the secret is wrong',
    call: () => bank.issueToken({ client_secret: 'guessed' }),
  },
  {
    code: 'invalid_client',
    status: 400,
    when: 'an unknown client revokes',
    call: () => bank.revokeToken({ client_id: 'nobody' }),
  },
  {
    code: 'invalid_grant',
    status: 400,
    when: 'the authorization code is unknown',
    call: () => bank.issueToken({ code: 'guessed' }),
  },
  {
    code: 'invalid_grant',
    status: 400,
    when: 'the authorization code has expired',
    call: () => bank.issueToken({ code: authorizationCodes.expired }),
  },
  {
    code: 'invalid_grant',
    status: 400,
    when: 'the authorization code was used before',
    call: () => bank.issueToken({ code: authorizationCodes.used }),
  },
  {
    code: 'invalid_grant',
    status: 400,
    when: 'redirect_uri differs from that of the authorization',
    call: () => bank.issueToken({ redirect_uri: 'https://oryudata.example/other' }),
  },
  {
    code: 'invalid_grant',
    status: 400,
    when: 'the refresh token has expired',
    call: () => bank.refreshToken({ refresh_token: tokens.expiredRefresh }),
  },
  {
    code: 'unauthorized_client',
    status: 400,
    when: 'the remote address is not registered for the client',
    call: () => bank.issueToken({}, { 'x-forwarded-for': '203.0.113.9' }),
  },
  {
    code: 'unauthorized_client',
    status: 400,
    when: 'the TLS certificate has another SERIALNUMBER',
    call: () => bank.refreshToken({}, { 'x-client-certificate-serialnumber': '999-99-9999999' }),
  },
  {
    code: 'unsupported_grant_type',
    status: 400,
    when: 'grant_type is another',
    call: () => bank.issueToken({ grant_type: 'client_credentials' }),
    names: 'grant_type',
  },
  {
    code: 'unsupported_grant_type',
    status: 400,
    when: 'grant_type is missing',
    call: () => bank.issueToken({ grant_type: undefined }),
    names: 'grant_type',
  },
  {
    code: 'invalid_scope',
    status: 400,
    when: 'a refresh asks for more than the customer consented to',
    call: () => bank.refreshToken({ scope: 'bank.list bank.loan' }),
  },
  {
    code: 'unauthorized_user',
    status: 400,
    when: 'the customer is a child',
    call: () => bank.issueToken({ code: authorizationCodes.child }),
  },
  {
    code: 'unauthorized_user',
    status: 400,
    when: 'the customer has left the bank',
    call: () => bank.refreshToken({ refresh_token: tokens.customerLeftRefresh }),
  },
  {
    code: 'method_not_allowed',
    status: 405,
    when: 'a token is asked for with GET',
    call: () => bank.request().get('/oauth/2.0/token').set(bank.headers()),
    headers: { allow: 'POST' },
  },
  {
    code: 'server_error',
    status: 500,
    when: 'the database fails',
    given: () => bank.database.execute('drop table tokens'),
    call: () => bank.issueToken(),
  },
  {
    code: 'temporarily_unavailable',
    status: 503,
    when: 'the bank is in maintenance, until five o’clock in Korea',
    given: () => bank.enterMaintenance(),
    call: () => bank.revokeToken(),
    headers: { 'retry-after': 'Mon, 02 Mar 2026 20:00:00 GMT' },
  },
];

describe('every error of the token API comes out of a real condition', () => {
  test.each(rows)('$code when $when', async ({ code, status, call, given, names, headers = {} }) => {
    await given?.();
    const response = await call();

    expect(response.status).toBe(status);
    const description = `${codes.get(code)?.text}${names === undefined ? '' : ` (${names})`}`;
    expect(response.text).toBe(`{"error":"${code}","error_description":"${description}"}`);
    expect(response.headers).toMatchObject({
      'content-type': 'application/json; charset=UTF-8',
      'cache-control': 'no-store',
      pragma: 'no-cache',
      'x-api-tran-id': transactionId,
      ...headers,
    });
    expect(response.headers['www-authenticate']).toBeUndefined();
  });

  test('invalid_request when the transaction id is missing', async () => {
    const response = await bank.issueToken({}, { 'x-api-tran-id': undefined });
    expect(response.status).toBe(400);
    expect(response.body).toEqual({
      error: 'invalid_request',
      error_description: `${codes.get('invalid_request')?.text} (x-api-tran-id)`,
    });
    expect(response.headers['x-api-tran-id']).toBeUndefined();
  });

  test('no code of Annex 1 (2) is left out', () => {
    expect(new Set(rows.map(({ code }) => code))).toEqual(new Set(codes.keys()));
  });
});

describe('success', () => {
  test('an authorization code becomes a token, once', async () => {
    const issued = await bank.issueToken();
    expect(issued.status).toBe(200);
    expect(issued.headers).toMatchObject({ 'x-api-tran-id': transactionId, 'cache-control': 'no-store' });
    expect(issued.body).toEqual({
      token_type: 'Bearer',
      access_token: expect.any(String),
      expires_in: '7776000',
      refresh_token: expect.any(String),
      refresh_token_expires_in: '31536000',
      scope: 'bank.list bank.deposit',
    });
    const list = await bank.accountList({}, { authorization: `Bearer ${issued.body.access_token}` });
    expect(list.status).toBe(200);
    expect((await bank.issueToken()).body.error).toBe('invalid_grant');
  });

  test('a refused issue leaves the authorization code unused', async () => {
    await bank.database.execute('alter table tokens rename to tokens_away');
    expect((await bank.issueToken()).body.error).toBe('server_error');
    await bank.database.execute('alter table tokens_away rename to tokens');
    expect((await bank.issueToken()).status).toBe(200);
  });

  test('a refresh replaces the access token, and may narrow it', async () => {
    const refreshed = await bank.refreshToken({ scope: 'bank.list' });
    expect(refreshed.body).toEqual({
      token_type: 'Bearer',
      access_token: expect.any(String),
      expires_in: '7776000',
    });
    expect((await bank.accountList()).body.rsp_code).toBe('40101');
    const authorization = `Bearer ${refreshed.body.access_token}`;
    expect((await bank.accountList({}, { authorization })).status).toBe(200);
    expect((await bank.depositBasic({}, { authorization })).body.rsp_code).toBe('40104');
  });

  test('a revoked token cannot be used; revoking an invalid token is a success that says so', async () => {
    const first = await bank.revokeToken();
    expect([first.status, first.text]).toEqual([200, '{"rsp_code":"00000","rsp_msg":"성공"}']);
    expect(first.headers['x-api-tran-id']).toBe(transactionId);
    expect((await bank.accountList()).body.rsp_code).toBe('40101');
    expect((await bank.refreshToken()).body.error).toBe('invalid_grant');

    const second = await bank.revokeToken();
    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({ rsp_code: '99999' });
    expect((await bank.revokeToken({ token: tokens.expired })).body.rsp_code).toBe('99999');
  });
});
