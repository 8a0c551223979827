import { Failure, MyDataError, mydataResults } from '@oryu/core';
import type { NextFunction, Request, Response } from 'express';
import type { Access } from './access.js';
import type { Bank } from './bank.js';
import { connectionProblem } from './clients.js';
import { ApisRequest, bankParameters, requireHeaders } from './requests.js';

/** Annex 12: the APIs of this bank that carry a version. */
const versionedApis = [
  { api_code: 'CM02', api_uri: '/consents' },
  { api_code: 'BA01', api_uri: '/accounts' },
  { api_code: 'BA02', api_uri: '/accounts/deposit/basic' },
  { api_code: 'BA03', api_uri: '/accounts/deposit/detail' },
  { api_code: 'BA04', api_uri: '/accounts/deposit/transactions' },
];

/** Mounted at /:version/bank. An API that exists in v2 alone is told apart from one that does not exist. */
export function acceptOnlyV2(
  request: Request<{ version: string }>,
  _response: Response,
  next: NextFunction,
): void {
  const { version } = request.params;
  const exists = versionedApis.some(({ api_uri }) => api_uri === request.path);
  if (exists && /^v\d+$/.test(version) && version !== 'v2') throw new MyDataError(40003);
  next();
}

/** 정보제공-공통-001: asked without a token. */
export async function apiList(bank: Bank, request: Request) {
  requireHeaders(request, 'x-api-tran-id');
  const { client_id } = await bankParameters(ApisRequest, request.query);
  const client = bank.clients.get(client_id);
  if (!client) throw new Failure('invalid-parameter', { names: ['client_id'] });
  const problem = connectionProblem(client, request);
  if (problem) throw new MyDataError(problem);
  const apis = [{ api_code: 'CM01', api_uri: '/apis' }, ...versionedApis];
  return {
    ...mydataResults.success,
    version: 'v2',
    min_version: 'v2',
    api_cnt: String(apis.length),
    api_list: apis,
  };
}

interface ConsentRow {
  is_scheduled: boolean;
  fnd_cycle: string | null;
  add_cycle: string | null;
  end_date: string;
  purpose: string;
  covers_memo: boolean;
}

/** 정보제공-공통-002 */
export async function consentDetail(bank: Bank, access: Access) {
  const [consent] = await bank.database.rows<ConsentRow>(
    `select is_scheduled, fnd_cycle, add_cycle, to_char(end_date, 'YYYYMMDD') as end_date, purpose, covers_memo
       from consents where consent_id = $1`,
    [access.consent_id],
  );
  if (!consent) throw new MyDataError(40105);
  const { is_scheduled, fnd_cycle, add_cycle, end_date, purpose, covers_memo } = consent;
  return {
    ...mydataResults.success,
    is_scheduled: String(is_scheduled),
    ...(is_scheduled && { fnd_cycle, add_cycle }),
    end_date,
    purpose,
    // Until the customer asks for deletion.
    period: '99991231',
    is_consent_trans_memo: String(covers_memo),
  };
}
