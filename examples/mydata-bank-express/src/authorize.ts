import { randomBytes } from 'node:crypto';
import { MyDataAuthorizeError } from '@oryu/core';
import type { Request } from 'express';
import type { Bank } from './bank.js';
import { connectionProblem, registeredCallback } from './clients.js';
import { isEligible } from './customers.js';
import { AuthorizeRequest, oauthParameters, requireHeaders } from './requests.js';

const codeLifetime = 10 * 60 * 1000;

/**
 * 개별인증-001: the URL that brings the client its authorization code. The bank's app shows the login and the
 * consent; what the customer answered there is in the table `consents`.
 */
export async function authorize(bank: Bank, request: Request): Promise<string> {
  const { client_id } = request.query;
  const client = typeof client_id === 'string' ? bank.clients.get(client_id) : undefined;
  if (!client) throw new MyDataAuthorizeError('invalid_client_id');
  const callback = registeredCallback(bank.clients)({ url: request.originalUrl });
  if (callback === undefined) throw new MyDataAuthorizeError('invalid_redirection');

  // From here on the client's callback is told what went wrong.
  requireHeaders(request, 'x-user-ci', 'x-api-tran-id');
  const { state } = await oauthParameters(AuthorizeRequest, request.query);
  if (connectionProblem(client, request)) throw new MyDataAuthorizeError('unauthorized_client');
  const now = bank.clock();
  const [customer] = await bank.database.rows<{ customer_id: number; birth_date: string }>(
    `select customer_id, to_char(birth_date, 'YYYYMMDD') as birth_date from customers where ci = $1`,
    [request.get('x-user-ci')],
  );
  if (!customer || !isEligible(customer.birth_date, now)) throw new MyDataAuthorizeError('unauthorized_user');
  const [consent] = await bank.database.rows<{ consent_id: number; approved: boolean }>(
    `select consent_id, approved from consents
      where customer_id = $1 and client_id = $2
      order by answered_at desc limit 1`,
    [customer.customer_id, client.client_id],
  );
  if (!consent?.approved) throw new MyDataAuthorizeError('access_denied');

  const code = randomBytes(32).toString('base64url');
  await bank.database.rows(
    `insert into authorization_codes values (sha256(convert_to($1, 'UTF8')), $2, $3, $4, $5, null)`,
    [code, client.client_id, consent.consent_id, callback, new Date(now.getTime() + codeLifetime)],
  );
  const location = new URL(callback);
  location.searchParams.append('code', code);
  location.searchParams.append('state', state);
  location.searchParams.append('api_tran_id', request.get('x-api-tran-id') ?? '');
  return location.href;
}
