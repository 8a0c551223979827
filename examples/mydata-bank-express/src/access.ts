import { MyDataError } from '@oryu/core';
import type { Request } from 'express';
import type { Bank } from './bank.js';
import { connectionProblem } from './clients.js';
import { requireHeaders } from './requests.js';
import { date, hour, midnight } from './time.js';

/** What the bearer of an access token may see. */
export interface Access {
  readonly client_id: string;
  readonly consent_id: number;
  readonly customer_id: number;
}

/** From the access token of a request to the customer and the consent behind it. */
export async function access(bank: Bank, request: Request, scope: string): Promise<Access> {
  requireHeaders(request, 'authorization', 'x-api-tran-id', 'x-api-type');
  const now = bank.clock();
  const [token] = await bank.database.rows<
    Access & { valid: boolean; scope: string; ended: boolean; known: boolean; blocked: boolean }
  >(
    `select t.client_id, t.consent_id, s.customer_id, t.scope,
            t.revoked_at is null and t.expires_at > $2 as valid,
            s.end_date < $3 as ended,
            exists (select from customers c where c.customer_id = s.customer_id) as known,
            exists (select from client_blocks b where b.client_id = t.client_id and b.blocked_until > $2) as blocked
       from tokens t join consents s using (consent_id)
      where t.access_token_hash = sha256(convert_to($1, 'UTF8'))`,
    [request.get('authorization')?.slice('Bearer '.length), now, date(now)],
  );
  const client = bank.clients.get(token?.client_id ?? '');
  if (!token?.valid || !client) throw new MyDataError(40101);
  const problem = connectionProblem(client, request);
  if (problem) throw new MyDataError(problem);
  if (token.blocked) throw new MyDataError(40302);
  if (!token.scope.split(' ').includes(scope)) throw new MyDataError(40104);
  if (token.ended) throw new MyDataError(40106);
  if (!token.known) throw new MyDataError(40403);
  if (request.get('x-api-type') === 'scheduled') {
    const open = client.scheduled_from_hour <= hour(now) && hour(now) < client.scheduled_to_hour;
    if (!open) throw new MyDataError(50009);
  }
  if ((await countRequest(bank, client.client_id, now)) > client.daily_request_limit) {
    throw new MyDataError(42901, { retryAfter: (midnight(now, 1).getTime() - now.getTime()) / 1000 });
  }
  return token;
}

async function countRequest(bank: Bank, clientId: string, now: Date): Promise<number> {
  const [count] = await bank.database.rows<{ requests: number }>(
    `insert into request_counts values ($1, $2, 1)
     on conflict (client_id, day) do update set requests = request_counts.requests + 1
     returning requests`,
    [clientId, date(now)],
  );
  return count?.requests ?? 0;
}
