import { KoscomError, koscom } from '@oryu/core';
import { providerErrors, serverOptions } from '@oryu/fastify';
import Fastify, { type FastifyInstance } from 'fastify';

export interface Account {
  /** The customer's connecting information (CI). */
  readonly owner: string;
  readonly hasAgreed: boolean;
  readonly transactions: readonly { readonly date: string; readonly amount: number }[];
}

export interface Company {
  readonly keys: ReadonlySet<string>;
  /** By virtual account number. */
  readonly accounts: Map<string, Account>;
}

const mostDays = 90;
const mostResults = 100;

const account = { type: 'object', properties: { number: { type: 'string', pattern: '^[0-9]{10}$' } } };
const headers = { type: 'object', required: ['x-ci'], properties: { 'x-ci': { type: 'string' } } };
const date = { type: 'string', format: 'date' };
const period = { type: 'object', required: ['from', 'to'], properties: { from: date, to: date } };

interface Query {
  Params: { number: string };
  Headers: { 'x-ci': string };
  Querystring: { from: string; to: string };
}

/** A securities company's server of the Koscom open platform. */
export async function createApp({ keys, accounts }: Company): Promise<FastifyInstance> {
  const standard = koscom({ category: 'ORYU' });
  const app = Fastify({ ...serverOptions(standard) });
  await app.register(providerErrors, { standard });

  app.addHook('onRequest', async (request) => {
    if (!keys.has(String(request.headers.apikey))) throw new KoscomError(401);
  });

  function accountOf(number: string, owner: string): Account {
    const found = accounts.get(number);
    if (found === undefined) throw new KoscomError(4001);
    if (found.owner !== owner) throw new KoscomError(4003);
    if (!found.hasAgreed)
      throw new KoscomError(4006, { description: '고객이 정보제공에 동의하지 않았습니다' });
    return found;
  }

  const schema = { params: account, headers, querystring: period };
  app.get<Query>('/v1/accounts/:number/transactions', { schema }, async ({ params, query, headers }) => {
    const { from, to } = query;
    if (Date.parse(to) - Date.parse(from) > mostDays * 86_400_000)
      throw new KoscomError(6006, { detail: mostDays });
    const { transactions } = accountOf(params.number, headers['x-ci']);
    const found = transactions.filter((each) => each.date >= from && each.date <= to);
    if (found.length > mostResults) throw new KoscomError(6005, { detail: found.length });
    return { respCode: '200', respMsg: 'OK', transactions: found };
  });
  app.delete<Query>(
    '/v1/accounts/:number',
    { schema: { params: account, headers } },
    async ({ params, headers }) => {
      const { transactions } = accountOf(params.number, headers['x-ci']);
      if (transactions.length > 0) throw new KoscomError(5007, { detail: '거래가 남아 있습니다' });
      accounts.delete(params.number);
      return { respCode: '200', respMsg: 'OK' };
    },
  );
  return app;
}
