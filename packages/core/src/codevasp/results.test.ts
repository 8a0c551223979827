import { CodeApiError, codeResults, VaspError } from '../index.js';

/** The tables of the operator's developer documentation (codevasp-lab/codevasp-skills), Response API 02 to 08. */
const address = [
  'NOT_FOUND_ADDRESS',
  'NOT_SUPPORTED_SYMBOL',
  'NOT_KYC_USER',
  'SANCTION_LIST',
  'LACK_OF_INFORMATION',
  'UNKNOWN',
] as const;
const transfer = [...address, 'INPUT_NAME_MISMATCHED', 'DOB_MISMATCHED'] as const;
const report = ['TXID_ALREADY_EXISTS', 'TRANSFER_ALREADY_FAILED', 'UNKNOWN_TRANSFER_ID', 'UNKNOWN'] as const;
const finish = ['UNKNOWN_TRANSFER_ID', 'ILLEGAL_STATEFLOW', 'UNKNOWN'] as const;
const data = ['NOT_FOUND_TXID', 'LACK_OF_INFORMATION', 'UNKNOWN'] as const;

test.each(address)('an address is invalid: %s', (reasonType) => {
  expect(codeResults.invalid(reasonType)).toStrictEqual({ result: 'invalid', reasonType });
});

test.each(transfer)('a transfer is denied: %s', (reasonType) => {
  expect(codeResults.denied(reasonType)).toStrictEqual({ result: 'denied', reasonType });
});

test.each([...report, ...finish, ...data])('a request that cannot be fulfilled: %s', (reasonType) => {
  expect(codeResults.error(reasonType)).toStrictEqual({ result: 'error', reasonType });
});

test('a transaction that is not known is invalid without a reason', () => {
  expect(codeResults.unknownTxid).toStrictEqual({ result: 'invalid' });
  expect(Object.isFrozen(codeResults.unknownTxid)).toBe(true);
});

test('a message is there when there is one, and never empty', () => {
  const reasonMsg = 'Only self-transfer allowed from the originator';
  expect(codeResults.denied('INPUT_NAME_MISMATCHED', reasonMsg)).toStrictEqual({
    result: 'denied',
    reasonType: 'INPUT_NAME_MISMATCHED',
    reasonMsg,
  });
  for (const none of [undefined, '', ' ']) {
    expect(codeResults.denied('UNKNOWN', none)).toStrictEqual({ result: 'denied', reasonType: 'UNKNOWN' });
  }
});

test('a result is a frozen plain body, completed by spreading', () => {
  const body = codeResults.error('ILLEGAL_STATEFLOW');
  expect(Object.isFrozen(body)).toBe(true);
  expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  expect(JSON.stringify({ transferId: 'b09c8d00', ...body })).toBe(
    '{"transferId":"b09c8d00","result":"error","reasonType":"ILLEGAL_STATEFLOW"}',
  );
});

test.each([
  ['invalid', 'INPUT_NAME_MISMATCHED'],
  ['denied', 'ILLEGAL_STATEFLOW'],
  ['error', 'SANCTION_LIST'],
  ['error', 'constructor'],
  ['error', undefined],
])('%s does not have the reason %s', (result, reason) => {
  const make = codeResults[result as 'error'] as (reason: unknown) => object;
  expect(() => make(reason)).toThrow(
    new RegExp(`${reason}"? is not a reason of ${result}; the reasons are UN|NOT_`),
  );
});

test.each(['invalid', 'denied', 'error'])(
  '%s cannot be thrown: the error says which result to send',
  (word) => {
    for (const make of [VaspError, CodeApiError] as unknown as readonly (new (
      code: string,
    ) => Error)[]) {
      expect(() => new make(word)).toThrow(
        new RegExp(
          `"${word}" is a success result, not an error; send codeResults\\.${word}\\(reasonType\\) instead`,
        ),
      );
    }
  },
);
