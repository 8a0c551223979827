import { MyDataError, mydataResults } from '@oryu/core';
import type { Access } from './access.js';
import { depositAccount } from './accounts.js';
import type { Bank } from './bank.js';
import type { TransactionsRequest } from './requests.js';
import { date, yearsLater } from './time.js';

/** 은행-004: newest first. */
export async function transactionList(bank: Bank, access: Access, request: TransactionsRequest) {
  const { from_date, to_date } = request;
  if (to_date < from_date) throw new MyDataError(40001, '조회 시작일이 종료일보다 늦습니다');
  if (from_date < yearsLater(date(bank.clock()), -5)) throw new MyDataError(40304);
  // This bank's limit; section 3.3.2 of the standard has each institution's.
  if (to_date > yearsLater(from_date, 1)) throw new MyDataError(40004, '한 번에 1년까지 조회할 수 있습니다');
  const account = await depositAccount(bank, access, request.account_num);

  const limit = Number(request.limit);
  const [beforeTime = null, beforeNumber = null] = request.next_page?.split('.') ?? [];
  const found = await bank.database.rows<TransactionRow>(
    `select to_char(t.traded_at, 'YYYYMMDDHH24MISS') as trans_dtime, t.trans_no::text, t.trans_type, t.trans_class,
            t.trans_amt, t.balance_amt, t.paid_in_cnt::text,
            case when s.covers_memo then t.trans_memo end as trans_memo
       from transactions t join consents s on s.consent_id = $2
      where t.account_num = $1
        and t.traded_at >= to_date($3, 'YYYYMMDD') and t.traded_at < to_date($4, 'YYYYMMDD') + 1
        and ($5::text is null
             or (to_char(t.traded_at, 'YYYYMMDDHH24MISS'), t.trans_no) < ($5, $6::integer))
      order by 1 desc, t.trans_no desc
      limit $7`,
    [account.account_num, access.consent_id, from_date, to_date, beforeTime, beforeNumber, limit + 1],
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    ...mydataResults.success,
    ...(last && found.length > limit && { next_page: `${last.trans_dtime}.${last.trans_no}` }),
    trans_cnt: String(page.length),
    trans_list: page.map(({ paid_in_cnt, trans_memo, ...transaction }) => ({
      ...transaction,
      ...(paid_in_cnt !== null && { paid_in_cnt }),
      ...(trans_memo !== null && { trans_memo }),
    })),
  };
}

interface TransactionRow {
  trans_dtime: string;
  trans_no: string;
  trans_type: string;
  trans_class: string;
  trans_amt: string;
  balance_amt: string;
  paid_in_cnt: string | null;
  trans_memo: string | null;
}
