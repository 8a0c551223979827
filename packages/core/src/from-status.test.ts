import { tablesOf } from '../../../test/support/spec.js';
import { kindOfStatus, statusKinds } from './from-status.js';

const kinds = new Map(
  tablesOf('statuses')
    .flat()
    .map(({ status = '', kind = '' }) => [status, kind]),
);

/** What the table says of a status: a row of its own, else the row of its class. */
function expected(status: number): string {
  const other = status >= 400 && status <= 499 ? 'other 4xx' : 'other 5xx';
  return kinds.get(String(status)) ?? kinds.get(other) ?? '';
}

test('every status from 100 to 999 means the kind of the table; a status that is not an error is unexpected', () => {
  const statuses = Array.from({ length: 900 }, (_, index) => 100 + index);
  expect(statuses.map((status) => [status, kindOfStatus(status)])).toEqual(
    statuses.map((status) => [status, expected(status)]),
  );
});

test('the table has rows of its own for these statuses and no other', () => {
  const listed = [...kinds].filter(([status]) => !status.startsWith('other'));
  expect(Object.entries(statusKinds)).toEqual(listed);
  expect(Object.isFrozen(statusKinds)).toBe(true);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, -400, 0, 1400])(
  '%p is not an HTTP status: unexpected',
  (status) => {
    expect(kindOfStatus(status)).toBe('unexpected');
  },
);
