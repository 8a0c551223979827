import { runInNewContext } from 'node:vm';
import { mistakeOf } from '../../../test/support/mistake.js';
import { failuresOf } from '../../../test/support/spec.js';
import { Failure, type FailureKind, failureKinds, isFailure } from './failure.js';

test('the kinds are those of the tables of failures, in their order', () => {
  expect(failureKinds).toEqual(failuresOf('mydata').map(({ kind }) => kind));
  expect(failureKinds).toHaveLength(21);
  expect(Object.isFrozen(failureKinds)).toBe(true);
});

test.each(failureKinds)('a failure of the kind %s holds its options', (kind) => {
  const cause = new Error('for the log');
  const failure = new Failure(kind, { names: ['a'], allow: ['GET'], retryAfter: 1, cause });
  expect({ ...failure, cause: failure.cause, message: failure.message }).toEqual({
    kind,
    names: ['a'],
    allow: ['GET'],
    retryAfter: 1,
    cause,
    message: kind,
  });
  expect(failure).toBeInstanceOf(Error);
  expect(failure.name).toBe('Failure');
});

test('nothing need be known of it', () => {
  const failure = new Failure('timeout');
  expect(failure).toMatchObject({ kind: 'timeout', names: [], allow: undefined, retryAfter: undefined });
  expect('cause' in failure).toBe(false);
});

describe('names', () => {
  test.each([
    ['X-Api-Type', 'X-Api-Type'],
    ['items[0].name_ko', 'items[0].name_ko'],
    ['a b', 'ab'],
    ['a\r\nset-cookie: b', 'aset-cookieb'],
    ['<script>', 'script'],
    ['계좌번호acct', 'acct'],
    ['a'.repeat(65), 'a'.repeat(64)],
    ['__proto__', '__proto__'],
    [`${'!'.repeat(100)}name`, 'name'],
  ])('%j is cleaned to %j', (given, name) => {
    expect(new Failure('missing-parameter', { names: [given] }).names).toEqual([name]);
  });

  test('a text without characters of a name is dropped', () => {
    const given = ['', ' ', '계좌', '\n', 1, null, undefined, {}, ['a'], Symbol('a')] as string[];
    expect(new Failure('missing-parameter', { names: [...given, 'left'] }).names).toEqual(['left']);
  });

  test('a name of megabytes is cut before it is checked', () => {
    const huge = 2 ** 22;
    const names = ['a'.repeat(huge), '한'.repeat(huge), `${'한'.repeat(huge)}a`];
    expect(new Failure('missing-parameter', { names }).names).toEqual(['a'.repeat(64)]);
  });

  test('the array given is not kept', () => {
    const names = ['a'];
    const failure = new Failure('missing-parameter', { names });
    names.push('b');
    expect(failure.names).toEqual(['a']);
  });
});

describe('a programmer’s mistake throws at once', () => {
  const make = (kind: unknown, options?: unknown) => () =>
    new Failure(kind as FailureKind, options as object);

  test.each([
    ['typo', '"typo"'],
    ['Timeout', '"Timeout"'],
    ['', '""'],
    ['__proto__', '"__proto__"'],
    ['constructor', '"constructor"'],
    [500, '500'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{}, '[object]'],
    [{ toString: 1 }, '[object]'],
    [Object.create(null), '[object]'],
    [1n, '1'],
    [Symbol('timeout'), 'Symbol(timeout)'],
    ['a'.repeat(65), `"${'a'.repeat(64)}"`],
  ])('the kind %p', (kind, shown) => {
    const message = `${shown} is not a kind of failure; the kinds are ${failureKinds.join(', ')}`;
    expect(mistakeOf(make(kind))).toBe(`RangeError: ${message}`);
  });

  test.each(['a', 5, { 0: 'a', length: 1 }, new Set(['a'])])('the names %j', (names) => {
    expect(mistakeOf(make('missing-header', { names }))).toBe(
      'TypeError: names must be an array of header or parameter names',
    );
  });

  test.each([['GET'], [['GET', '']], [['GET\r\n']], [[1]], [['조회']], [{}]])('the methods %j', (allow) => {
    expect(mistakeOf(make('method-not-allowed', { allow }))).toBe(
      'TypeError: allow must be an array of HTTP methods',
    );
  });

  test.each([-1, Number.NaN, '60', new Date(Number.NaN)])('the retryAfter %p', (retryAfter) => {
    expect(mistakeOf(make('maintenance', { retryAfter }))).toBe(
      'RangeError: retryAfter must be a number of seconds from 0 on, or a valid Date',
    );
  });
});

describe('identity', () => {
  class DatabaseDown extends Failure {
    constructor() {
      super('unavailable');
    }
  }

  test('a subclass is a failure, and can be told from the others', () => {
    const down = new DatabaseDown();
    expect(isFailure(down)).toBe(true);
    expect(down).toBeInstanceOf(Failure);
    expect(down).toBeInstanceOf(DatabaseDown);
    expect(new Failure('unavailable')).not.toBeInstanceOf(DatabaseDown);
  });

  test('a failure of another copy of this package is recognised by its brand', () => {
    const branded = { [Symbol.for('@oryu/core/failure')]: true, kind: 'timeout', names: [] };
    expect(isFailure(branded)).toBe(true);
    expect(branded).toBeInstanceOf(Failure);
  });

  const hostile = new Proxy(
    {},
    {
      get() {
        throw new Error('no');
      },
    },
  );
  test.each([
    undefined,
    null,
    'timeout',
    { kind: 'timeout', names: [] },
    new Error('timeout'),
    runInNewContext('new Error("timeout")'),
    { [Symbol.for('@oryu/core/failure')]: 'yes' },
    hostile,
  ])('any other value is not a failure (%#)', (value) => {
    expect(isFailure(value)).toBe(false);
    expect(value instanceof Failure).toBe(false);
  });
});
