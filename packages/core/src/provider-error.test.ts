import { runInNewContext } from 'node:vm';
import { TinyError } from '../../../test/support/tiny-standard.js';
import { extendStandard } from './define-standard.js';
import { Failure, isFailure } from './failure.js';
import { MyDataAuthorizeError, MyDataError, MyDataTokenError, mydata } from './index.js';
import { isProviderError, ProviderError } from './provider-error.js';

class AccountClosed extends MyDataError {
  constructor(readonly account: string) {
    super(40305);
  }
}

class Nested extends AccountClosed {}

const { error: Extended } = extendStandard(mydata, { codes: { 50010: { status: 500, text: 'new' } } });
const { error: Renamed } = extendStandard(mydata, { id: 'mydata-next' });

const classes = { MyDataError, MyDataTokenError, MyDataAuthorizeError, TinyError, Renamed };

/** One error of each class, with the word that three of them share where they have it. */
const errors: Readonly<Record<keyof typeof classes, readonly ProviderError[]>> = {
  MyDataError: [
    new MyDataError(40305),
    MyDataError(40305),
    new AccountClosed('1'),
    new Nested('1'),
    new Extended(50010),
  ],
  MyDataTokenError: [new MyDataTokenError('invalid_request'), MyDataTokenError('method_not_allowed')],
  MyDataAuthorizeError: [
    new MyDataAuthorizeError('invalid_request'),
    MyDataAuthorizeError('method_not_allowed'),
  ],
  TinyError: [new TinyError('PLAIN'), TinyError('NEEDY', { detail: 'a' })],
  Renamed: [new Renamed(40305)],
};

describe.each(Object.entries(errors))('an error of %s', (own, made) => {
  test('is an instance of its class, and not of another standard’s class', () => {
    for (const error of made) {
      const of = Object.entries(classes).filter(([, Class]) => error instanceof Class);
      expect(of.map(([name]) => name)).toEqual([own]);
    }
  });

  test('is a typed error, an Error, and not a failure', () => {
    for (const error of made) {
      expect(isProviderError(error)).toBe(true);
      expect(error).toBeInstanceOf(ProviderError);
      expect(error).toBeInstanceOf(Error);
      expect(isFailure(error)).toBe(false);
    }
  });
});

test('an extended standard and its base recognise each other’s errors, unless it has a new id', () => {
  expect(new MyDataError(40305)).toBeInstanceOf(Extended);
  expect(new Extended(50010)).toBeInstanceOf(MyDataError);
  expect(new Renamed(40305)).not.toBeInstanceOf(MyDataError);
  expect(new MyDataError(40305)).not.toBeInstanceOf(Renamed);
});

describe('a subclass', () => {
  test('is recognised by the prototype chain', () => {
    const nested = new Nested('1');
    expect(nested).toBeInstanceOf(AccountClosed);
    expect(nested).toBeInstanceOf(Nested);
    expect(new AccountClosed('1')).not.toBeInstanceOf(Nested);
    expect(new MyDataError(40305)).not.toBeInstanceOf(AccountClosed);
    expect(new Extended(40305)).not.toBeInstanceOf(AccountClosed);
  });

  test('keeps its own members besides those of an error', () => {
    expect({ ...new AccountClosed('1') }).toEqual({
      account: '1',
      code: 40305,
      status: 403,
      standard: 'mydata',
      options: undefined,
    });
  });

  test('of ES5 is one too', () => {
    function Old(this: unknown): unknown {
      return Reflect.construct(MyDataError as never, [40305], Old);
    }
    Old.prototype = Object.create(MyDataError.prototype);
    const old = (Old as () => unknown)();
    expect([old instanceof Old, old instanceof MyDataError, isProviderError(old)]).toEqual([
      true,
      true,
      true,
    ]);
  });
});

test('a typed error prints its name as Error does', () => {
  const cause = new Error('for the log');
  const error = new MyDataError(42901, { message: '한도', retryAfter: 1, cause });
  expect([error.name, error.message, String(error)]).toEqual(['MyDataError', '한도', 'MyDataError: 한도']);
  expect(error.cause).toBe(cause);
  expect(Object.keys(error)).toEqual(['code', 'status', 'standard', 'options']);
  expect(error.options).toEqual({ message: '한도', retryAfter: 1 });
  expect(Object.isFrozen(error.options)).toBe(true);
  expect(MyDataError.name).toBe('MyDataError');
  expect(error.constructor).toBe(MyDataError);
  expect(Object.prototype.toString.call(error)).toBe('[object Error]');
});

test.each([undefined, null, 0, '', false])('the cause %p is kept, as Error keeps it', (cause) => {
  expect(new MyDataError(40305, { cause })).toHaveProperty('cause', cause);
  expect('cause' in new MyDataError(40305)).toBe(false);
});

test('its message is the text on the wire, if it has a text', () => {
  expect(new MyDataError(40305).message).toBe('자산이 정상 상태가 아닙니다');
  expect(new MyDataError(40305, '이 자산은 해지되었습니다').message).toBe('이 자산은 해지되었습니다');
  expect(new MyDataAuthorizeError('invalid_client_id').message).toBe('invalid_client_id');
  expect(new TinyError('NEEDY', { detail: '$& $1' }).message).toBe('lacks $& $1');
  expect(new TinyError('SILENT').message).toBe('SILENT');
});

describe('any other value is not one', () => {
  const throwing = new Proxy(new MyDataError(40305), {
    get() {
      throw new Error('no');
    },
  });
  test.each<[name: string, value: unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a code', 40305],
    ['a text', 'MyDataError'],
    ['the class', MyDataError],
    ['an error', new Error('a')],
    ['a failure', new Failure('timeout')],
    ['an object like one', { code: 40305, status: 403, standard: 'mydata', name: 'MyDataError' }],
    ['an error of another realm', runInNewContext('Object.assign(new Error("a"), { code: 40305 })')],
    ['a brand that is not true', { [Symbol.for('@oryu/core/provider-error')]: 1 }],
    [
      'a function with the brand',
      Object.assign(() => {}, { [Symbol.for('@oryu/core/provider-error')]: true }),
    ],
    ['a proxy that throws', throwing],
  ])('%s', (_, value) => {
    expect(isProviderError(value)).toBe(false);
    expect(value instanceof MyDataError).toBe(false);
  });
});
