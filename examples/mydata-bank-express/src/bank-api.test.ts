import { describe, expect, test } from '@jest/globals';
import { type MyDataCode, mydata } from '@oryu/core';
import { rows } from './bank-api-errors.js';
import { accounts } from './seed.js';
import { bank } from './test-bank.js';
import { transactionId } from './test-provider.js';

const { codes } = mydata();
const catalogueText = (code: MyDataCode) => codes.get(code)?.text;

describe('every error of the standard comes out of a real condition', () => {
  test.each(rows)('$code when $when', async ({ code, call, given, names, text, headers = {} }) => {
    await given?.();
    const response = await call();

    expect(response.status).toBe(Number(String(code).slice(0, 3)));
    const message = text ?? `${catalogueText(code)}${names === undefined ? '' : ` (${names})`}`;
    expect(response.text).toBe(`{"rsp_code":"${code}","rsp_msg":"${message}"}`);
    expect(response.headers).toMatchObject({
      'content-type': 'application/json; charset=UTF-8',
      'content-length': String(Buffer.byteLength(response.text)),
      'x-api-tran-id': transactionId,
      ...headers,
    });
    expect(response.headers.etag).toBeUndefined();
    expect(response.headers['www-authenticate']).toBe(response.status === 401 ? 'Bearer' : undefined);
  });

  test('50003 when a statement waits too long for its turn', async () => {
    const release = bank.lockDatabase();
    try {
      const response = await bank.accountList();
      expect(response.status).toBe(500);
      expect(response.text).toBe(`{"rsp_code":"50003","rsp_msg":"${catalogueText(50003)}"}`);
      expect(response.headers['x-api-tran-id']).toBe(transactionId);
    } finally {
      release();
    }
  });

  test('all codes of Annex 1 (3) occur, except the reserved one and those of relays', () => {
    const shown = new Set([...rows.map(({ code }) => code), 50003]);
    const notShown = [...codes.keys()].filter((code) => !shown.has(code));
    expect(notShown).toEqual([50004, 50005, 50006, 50007]);
  });
});

describe('a malformed transaction id', () => {
  test.each([undefined, 'too-short', 'ORYUDATA01X00000000000001', 'oryudata01m00000000000001'])(
    '%s is answered with 40002 and not echoed unless it is a safe text',
    async (id) => {
      const response = await bank.accountList({}, { 'x-api-tran-id': id });
      expect(response.status).toBe(400);
      expect(response.text).toBe(`{"rsp_code":"40002","rsp_msg":"${catalogueText(40002)} (x-api-tran-id)"}`);
      const safe = id !== undefined && /^[A-Z0-9]{1,25}$/.test(id);
      expect(response.headers['x-api-tran-id']).toBe(safe ? id : undefined);
    },
  );
});

describe('nothing internal reaches the wire', () => {
  test('a crash is only logged, with its cause', async () => {
    await bank.database.execute('drop table transactions');
    const response = await bank.transactions();

    const wire = JSON.stringify(response.headers) + response.text;
    expect(wire).not.toMatch(/relation|select|transactions|\.ts|\.js|node_modules| at /i);
    expect(bank.logged).toHaveLength(1);
    expect(JSON.parse(bank.logged[0] ?? '')).toMatchObject({
      tranId: transactionId,
      method: 'POST',
      path: '/v2/bank/accounts/deposit/transactions',
      code: 50001,
      thrown: { message: expect.stringContaining('relation "transactions" does not exist') },
    });
  });

  test('errors that the bank expects are not logged', async () => {
    await bank.depositBasic({ account_num: accounts.closed });
    await bank.accountList({ limit: '0' });
    expect(bank.logged).toEqual([]);
  });
});
