import { randomBytes } from 'node:crypto';
import { MyDataTokenError, mydataResults } from '@oryu/core';
import type { Request } from 'express';
import type { Bank } from './bank.js';
import { type Client, connectionProblem, isSecretOf } from './clients.js';
import { isEligible } from './customers.js';
import {
  AuthorizationCodeRequest,
  type ClientRequest,
  GrantRequest,
  oauthParameters,
  parameters,
  RefreshTokenRequest,
  RevokeRequest,
  requireContentType,
  requireHeaders,
} from './requests.js';
import { date, daysLater } from './time.js';

const accessTokenDays = 90;
const refreshTokenDays = 365;

interface Consent {
  consent_id: number;
  scope: string;
  birth_date: string | null;
}

/** 개별인증-002, 개별인증-003 */
export async function token(bank: Bank, request: Request) {
  requireForm(request);
  const { grant_type } = await parameters(GrantRequest, request.body);
  return grant_type === 'authorization_code' ? issue(bank, request) : refresh(bank, request);
}

async function issue(bank: Bank, request: Request) {
  const form = await oauthParameters(AuthorizationCodeRequest, request.body);
  const client = authenticate(bank, request, form);
  const now = bank.clock();
  const accessToken = newToken();
  const refreshToken = newToken();
  const scope = await bank.database.transaction(async (statements) => {
    const [consent] = await statements.rows<Consent>(
      `update authorization_codes a set used_at = $1
         from consents s left join customers c using (customer_id)
        where a.consent_id = s.consent_id and a.code_hash = sha256(convert_to($2, 'UTF8')) and a.client_id = $3
          and a.redirect_uri = $4 and a.used_at is null and a.expires_at > $1
       returning s.consent_id, s.scope, to_char(c.birth_date, 'YYYYMMDD') as birth_date`,
      [now, form.code, client.client_id, form.redirect_uri],
    );
    if (!consent) throw new MyDataTokenError('invalid_grant');
    if (!isEligible(consent.birth_date, now)) throw new MyDataTokenError('unauthorized_user');
    await statements.rows(
      `insert into tokens
       values (sha256(convert_to($1, 'UTF8')), sha256(convert_to($2, 'UTF8')), $3, $4, $5, $6, $7, null)`,
      [
        accessToken,
        refreshToken,
        client.client_id,
        consent.consent_id,
        consent.scope,
        daysLater(now, accessTokenDays),
        daysLater(now, refreshTokenDays),
      ],
    );
    return consent.scope;
  });
  return {
    token_type: 'Bearer',
    access_token: accessToken,
    expires_in: seconds(accessTokenDays),
    refresh_token: refreshToken,
    refresh_token_expires_in: seconds(refreshTokenDays),
    scope,
  };
}

async function refresh(bank: Bank, request: Request) {
  const form = await oauthParameters(RefreshTokenRequest, request.body);
  const client = authenticate(bank, request, form);
  const now = bank.clock();
  const accessToken = newToken();
  await bank.database.transaction(async (statements) => {
    const [consent] = await statements.rows<Consent>(
      `select t.scope, to_char(c.birth_date, 'YYYYMMDD') as birth_date
         from tokens t join consents s using (consent_id) left join customers c using (customer_id)
        where t.refresh_token_hash = sha256(convert_to($1, 'UTF8')) and t.client_id = $2
          and t.revoked_at is null and t.refresh_expires_at > $3 and s.end_date >= $4
          for update of t`,
      [form.refresh_token, client.client_id, now, date(now)],
    );
    if (!consent) throw new MyDataTokenError('invalid_grant');
    if (!isEligible(consent.birth_date, now)) throw new MyDataTokenError('unauthorized_user');
    // RFC 6749, 6: a client may ask for less than it has, never for more.
    const scope = form.scope ?? consent.scope;
    const granted = consent.scope.split(' ');
    if (!scope.split(' ').every((part) => granted.includes(part)))
      throw new MyDataTokenError('invalid_scope');
    await statements.rows(
      `update tokens set access_token_hash = sha256(convert_to($1, 'UTF8')), expires_at = $2, scope = $3
        where refresh_token_hash = sha256(convert_to($4, 'UTF8'))`,
      [accessToken, daysLater(now, accessTokenDays), scope, form.refresh_token],
    );
  });
  return { token_type: 'Bearer', access_token: accessToken, expires_in: seconds(accessTokenDays) };
}

/** 개별인증-004: the refresh token goes with the access token. */
export async function revoke(bank: Bank, request: Request) {
  requireForm(request);
  const form = await oauthParameters(RevokeRequest, request.body);
  const client = authenticate(bank, request, form);
  const now = bank.clock();
  const [revoked] = await bank.database.rows<{ was_valid: boolean }>(
    `update tokens set revoked_at = $1
      where access_token_hash = sha256(convert_to($2, 'UTF8')) and client_id = $3 and revoked_at is null
     returning expires_at > $1 as was_valid`,
    [now, form.token, client.client_id],
  );
  return revoked?.was_valid ? mydataResults.success : mydataResults.tokenNotValid;
}

function requireForm(request: Request): void {
  requireHeaders(request, 'x-api-tran-id');
  requireContentType(request, 'application/x-www-form-urlencoded');
}

function authenticate(bank: Bank, request: Request, { client_id, client_secret }: ClientRequest): Client {
  const client = bank.clients.get(client_id);
  if (!client || !isSecretOf(client, client_secret)) throw new MyDataTokenError('invalid_client');
  if (connectionProblem(client, request)) throw new MyDataTokenError('unauthorized_client');
  return client;
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function seconds(days: number): string {
  return String(days * 24 * 60 * 60);
}
