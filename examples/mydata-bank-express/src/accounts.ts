import { MyDataError, mydataResults } from '@oryu/core';
import type { Access } from './access.js';
import type { Bank } from './bank.js';
import type { AccountRequest, AccountsRequest } from './requests.js';
import { dateTime } from './time.js';

/** 은행-001: the accounts of a customer, closed ones left out. */
export async function accountList(bank: Bank, access: Access, request: AccountsRequest) {
  const [customer] = await bank.database.rows<{ reg_date: string; changed_at: string }>(
    `select to_char(c.registered_on, 'YYYYMMDD') as reg_date,
            to_char(greatest(s.answered_at, (select max(changed_at) from accounts where customer_id = c.customer_id)),
                    'YYYYMMDDHH24MISS') as changed_at
       from customers c join consents s using (customer_id)
      where s.consent_id = $1`,
    [access.consent_id],
  );
  if (!customer) throw new MyDataError(40403);
  const firstPage = request.next_page === undefined;
  if (firstPage && isUpToDate(request.search_timestamp, customer.changed_at)) return mydataResults.upToDate;

  const limit = Number(request.limit);
  const [afterType, afterNumber] = (request.next_page ?? '.').split('.');
  const found = await bank.database.rows<AccountRow>(
    `select a.account_num, a.is_foreign_deposit, a.prod_name, a.is_minus, a.account_type, a.account_status,
            exists (select from consent_accounts s
                     where s.consent_id = $2 and s.account_num = a.account_num) as is_consent
       from accounts a
      where a.customer_id = $1 and a.closed_on is null and (a.account_type, a.account_num) > ($3, $4)
      order by a.account_type, a.account_num
      limit $5`,
    [access.customer_id, access.consent_id, afterType, afterNumber, limit + 1],
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    ...mydataResults.success,
    ...(firstPage && { search_timestamp: dateTime(bank.clock()) }),
    reg_date: customer.reg_date,
    ...(last && found.length > limit && { next_page: `${last.account_type}.${last.account_num}` }),
    account_cnt: String(page.length),
    account_list: page.map((account) => ({
      account_num: account.account_num,
      is_consent: String(account.is_consent),
      ...(account.is_foreign_deposit !== null && { is_foreign_deposit: String(account.is_foreign_deposit) }),
      prod_name: account.prod_name,
      ...(account.is_minus !== null && { is_minus: String(account.is_minus) }),
      account_type: account.account_type,
      account_status: account.account_status,
    })),
  };
}

/** 은행-002 */
export async function depositBasic(bank: Bank, access: Access, request: AccountRequest) {
  const account = await depositAccount(bank, access, request.account_num);
  if (isUpToDate(request.search_timestamp, account.changed_at)) return mydataResults.upToDate;
  const { currency_code, saving_method, issue_date, exp_date, commit_amt, monthly_paid_in_amt } = account;
  return {
    ...mydataResults.success,
    search_timestamp: dateTime(bank.clock()),
    basic_cnt: '1',
    basic_list: [
      withoutNulls({ currency_code, saving_method, issue_date, exp_date, commit_amt, monthly_paid_in_amt }),
    ],
  };
}

/** 은행-003 */
export async function depositDetail(bank: Bank, access: Access, request: AccountRequest) {
  const { account_num, currency_code } = await depositAccount(bank, access, request.account_num);
  const [balance] = await bank.database.rows<Record<string, string | null>>(
    `select balance_amt, withdrawable_amt, offered_rate, last_paid_in_cnt::text
       from balances where account_num = $1`,
    [account_num],
  );
  if (!balance) throw new MyDataError(50002, '계좌의 잔액을 아직 확인할 수 없습니다');
  return {
    ...mydataResults.success,
    search_timestamp: '0',
    detail_cnt: '1',
    detail_list: [withoutNulls({ currency_code, ...balance })],
  };
}

/** A deposit account that this consent opens; every reason why it does not has its own code. */
export async function depositAccount(bank: Bank, access: Access, accountNumber: string): Promise<DepositRow> {
  const [account] = await bank.database.rows<DepositRow>(
    `select a.account_num, a.customer_id, a.account_type, a.currency_code, a.saving_method,
            to_char(a.issue_date, 'YYYYMMDD') as issue_date, to_char(a.exp_date, 'YYYYMMDD') as exp_date,
            a.commit_amt, a.monthly_paid_in_amt, a.closed_on is not null as closed,
            to_char(a.changed_at, 'YYYYMMDDHH24MISS') as changed_at,
            exists (select from consent_accounts s
                     where s.consent_id = $2 and s.account_num = a.account_num) as is_consent
       from accounts a where a.account_num = $1`,
    [accountNumber, access.consent_id],
  );
  if (account?.customer_id !== access.customer_id) throw new MyDataError(40402);
  if (!account.is_consent) throw new MyDataError(40105);
  if (account.closed) throw new MyDataError(40305);
  if (!account.account_type.startsWith('1')) throw new MyDataError(40301, '수신계좌가 아닙니다');
  return account;
}

/** A change in the very second of the last inquiry may not have been in its answer. */
function isUpToDate(searchTimestamp: string | undefined, changedAt: string): boolean {
  return searchTimestamp !== undefined && searchTimestamp !== '0' && changedAt < searchTimestamp;
}

/** The standard leaves out what has no value. */
function withoutNulls(members: Record<string, string | null>) {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

interface AccountRow {
  account_num: string;
  is_consent: boolean;
  is_foreign_deposit: boolean | null;
  prod_name: string;
  is_minus: boolean | null;
  account_type: string;
  account_status: string;
}

interface DepositRow {
  account_num: string;
  customer_id: number;
  account_type: string;
  currency_code: string;
  saving_method: string;
  issue_date: string;
  exp_date: string | null;
  commit_amt: string | null;
  monthly_paid_in_amt: string | null;
  closed: boolean;
  changed_at: string;
  is_consent: boolean;
}
