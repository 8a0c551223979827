import { requestOf } from '../../../../test/support/request.js';
import {
  isTransactionId,
  MyDataAuthorizeError,
  MyDataError,
  MyDataTokenError,
  mydata,
  mydataAuthorize,
  mydataToken,
} from '../index.js';
import { toReply } from '../to-reply.js';

const surfaces = [
  { name: 'api', standard: mydata(), thrown: () => new MyDataError(40305), owed: {} },
  {
    name: 'token',
    standard: mydataToken(),
    thrown: () => new MyDataTokenError('invalid_grant'),
    owed: { 'cache-control': 'no-store', pragma: 'no-cache' },
  },
  {
    name: 'authorize',
    standard: mydataAuthorize(),
    thrown: () => new MyDataAuthorizeError('invalid_client_id'),
    owed: {},
  },
  {
    name: 'authorize, redirected',
    standard: mydataAuthorize({ callback: () => 'https://client.example/' }),
    thrown: () => new MyDataAuthorizeError('access_denied'),
    owed: {},
  },
  { name: 'what nobody expected', standard: mydata(), thrown: () => new Error('a'), owed: {} },
];

/** Annex 14: organisation code, one of these, and 14 of the provider's choice. */
const wellFormed = [...'MSRCPA'].map((letter) => `ABCDE01234${letter}0123456789WXYZ`);

/** Of the characters of an id, but none: they go back, as every id does that cannot hurt. */
const harmless = ['A', '0', '0'.repeat(25), 'ABCDE01234X0123456789WXYZ'];

const unsafe = [
  '',
  ' ',
  'a',
  'abcde01234m0123456789wxyz',
  `${'A'.repeat(24)}a`,
  'A'.repeat(26),
  'A'.repeat(1 << 16),
  ' ABCDE01234M0123456789WXYZ',
  'ABCDE01234M0123456789WXYZ ',
  'ABCDE01234M0123456789WXYZ\n',
  'ABCDE01234M0123456789\r\nA:B',
  'ABCDE01234M0123456789WXYZ, ABCDE01234M0123456789WXYZ',
  'ABCDE-1234M0123456789WXYZ',
  'ABCDE01234M0123456789WX가',
  'ＡＢＣ',
  'A\0B',
  '<script>',
];

describe.each(surfaces)('$name', ({ standard, thrown, owed }) => {
  const answer = (id: string) => {
    const request = requestOf({ headers: { 'X-Api-Tran-Id': id } });
    return { reply: toReply(thrown(), request, standard), headers: standard.headers(request) };
  };

  test.each([...wellFormed, ...harmless])(
    '%s is echoed unchanged, with an error and with a success',
    (id) => {
      const { reply, headers } = answer(id);
      expect(reply.headers['x-api-tran-id']).toBe(id);
      expect(headers).toStrictEqual({ ...owed, 'x-api-tran-id': id });
    },
  );

  test.each(unsafe)('%j is never reflected', (id) => {
    const { reply, headers } = answer(id);
    expect(reply).toStrictEqual(toReply(thrown(), requestOf(), standard));
    expect('x-api-tran-id' in reply.headers).toBe(false);
    expect(headers).toStrictEqual(owed);
  });

  test('without one it is undefined', () => {
    expect('x-api-tran-id' in toReply(thrown(), requestOf(), standard).headers).toBe(false);
    expect(standard.headers(requestOf())).toStrictEqual(owed);
  });
});

describe('isTransactionId', () => {
  test.each(wellFormed)('%s is one', (id) => {
    expect(isTransactionId(id)).toBe(true);
  });

  test.each([...harmless, ...unsafe, undefined, null, 1, [wellFormed[0]], { toString: () => wellFormed[0] }])(
    '%j is not one',
    (value) => {
      expect(isTransactionId(value)).toBe(false);
    },
  );
});
