import { inherits, inspect } from 'node:util';
import { requestOf } from '../../../test/support/request.js';
import { Failure, isProviderError, MyDataError, mydata, toReply } from './index.js';

const standard = mydata();
const answer = (thrown: unknown) => toReply(thrown, requestOf(), standard);
const closed = answer(new MyDataError(40305));

/** What a program does in a subclass of Error, done in a subclass of ours. */
const idioms: Readonly<Record<string, () => Error>> = {
  'this.name = …': () =>
    new (class extends MyDataError {
      constructor() {
        super(40305);
        this.name = 'AccountClosed';
      }
    })(),
  'a field name': () =>
    new (class extends MyDataError {
      override name = 'AccountClosed';
    })(40305),
  'a getter of name': () =>
    new (class extends MyDataError {
      override get name() {
        return 'AccountClosed';
      }
    })(40305),
  'name on the prototype': () => {
    class AccountClosed extends MyDataError {}
    AccountClosed.prototype.name = 'AccountClosed';
    return new AccountClosed(40305);
  },
  'this.name = new.target.name': () => {
    class AccountClosed extends MyDataError {
      constructor() {
        super(40305);
        this.name = new.target.name;
      }
    }
    return new AccountClosed();
  },
  'this.message = …': () =>
    new (class extends MyDataError {
      constructor() {
        super(40305);
        this.message = 'for the log';
      }
    })(),
  'a field message': () =>
    new (class extends MyDataError {
      override message = 'for the log';
    })(40305),
  'this.cause = …': () =>
    new (class extends MyDataError {
      constructor() {
        super(40305);
        this.cause = new Error('why');
      }
    })(),
  'this.stack = …': () =>
    new (class extends MyDataError {
      constructor() {
        super(40305);
        this.stack = 'a stack';
      }
    })(),
  'a field code': () =>
    new (class extends MyDataError {
      override code = 'ACCOUNT_CLOSED' as never;
    })(40305),
  'fields status and options': () =>
    new (class extends MyDataError {
      override status = 200;
      override options = { headers: { 'x-a': '1' } };
    })(40305),
  'Object.assign(this, …)': () =>
    new (class extends MyDataError {
      constructor() {
        super(40305);
        Object.assign(this, { name: 'AccountClosed', message: 'for the log', account: 1, code: 'CLOSED' });
      }
    })(),
  'toString of its own': () =>
    new (class extends MyDataError {
      override toString() {
        return 'for the log';
      }
    })(40305),
  'static members and private fields': () =>
    new (class AccountClosed extends MyDataError {
      static readonly kind = 'closed';
      readonly #account = 1;
      get account() {
        return this.#account;
      }
    })(40305),
  'Error.captureStackTrace(this, …)': () => {
    class AccountClosed extends MyDataError {
      constructor() {
        super(40305);
        Error.captureStackTrace(this, AccountClosed);
      }
    }
    return new AccountClosed();
  },
  'Object.setPrototypeOf(this, new.target.prototype)': () =>
    new (class extends MyDataError {
      constructor() {
        super(40305);
        Object.setPrototypeOf(this, new.target.prototype);
      }
    })(),
  'Object.freeze(this)': () =>
    new (class extends MyDataError {
      constructor() {
        super(40305);
        Object.freeze(this);
      }
    })(),
  'a subclass of a subclass': () => {
    class Refused extends MyDataError {}
    class AccountClosed extends Refused {
      override name = 'AccountClosed';
    }
    return new AccountClosed(40305);
  },
};

test.each(Object.entries(idioms))('%s in a subclass changes nothing that is sent', (_, make) => {
  const error = make();
  expect(answer(error)).toStrictEqual(closed);
  expect(error).toBeInstanceOf(MyDataError);
  expect(error).toBeInstanceOf(Error);
});

test('an assigned value is read back, as on Error', () => {
  const error = new MyDataError(40305);
  const assigned = { name: 'A', message: 'm', cause: 1, stack: 's', code: 'C', status: 1, anything: true };
  Object.assign(error, assigned);
  expect({ ...assigned, ...error }).toMatchObject(assigned);
  expect([error.name, error.message, error.cause, error.stack]).toEqual(['A', 'm', 1, 's']);
  expect(Object.keys(new MyDataError(40305))).not.toContain('name');
});

test('a Failure can be assigned to as well', () => {
  class Late extends Failure {
    constructor() {
      super('timeout');
      this.name = 'Late';
      Object.assign(this, { message: 'for the log', cause: 1, stack: 's' });
    }
  }
  expect(answer(new Late())).toStrictEqual(answer(new Failure('timeout')));
  expect(String(new Late())).toBe('Late: for the log');
});

describe('classes of ES5', () => {
  type Es5 = new () => Error;

  test('util.inherits', () => {
    function AccountClosed(this: Error) {
      (MyDataError as unknown as (this: Error, code: number) => void).call(this, 40305);
      this.name = 'AccountClosed';
    }
    inherits(AccountClosed, MyDataError as never);
    const error = new (AccountClosed as unknown as Es5)();
    expect(isProviderError(error)).toBe(true);
    expect(error).toBeInstanceOf(AccountClosed);
    expect(answer(error)).toStrictEqual(closed);
    expect(String(error)).toBe(`AccountClosed: ${new MyDataError(40305).message}`);
    expect(error.stack).toMatch(/^MyDataError \[40305]: .+\n {4}at /);
  });

  test('a class that TypeScript compiles for ES5', () => {
    function AccountClosed(this: Error) {
      const parent = MyDataError as unknown as (this: Error, code: number) => Error | undefined;
      const self = parent.call(this, 40305) ?? this;
      self.name = 'AccountClosed';
      return self;
    }
    AccountClosed.prototype = Object.create(MyDataError.prototype, { constructor: { value: AccountClosed } });
    const error = new (AccountClosed as unknown as Es5)();
    expect(error).toBeInstanceOf(AccountClosed);
    expect(answer(error)).toStrictEqual(closed);
  });

  test('Reflect.construct', () => {
    function AccountClosed() {
      return Reflect.construct(MyDataError, [40305], AccountClosed);
    }
    AccountClosed.prototype = Object.create(MyDataError.prototype, { constructor: { value: AccountClosed } });
    const error = new (AccountClosed as unknown as Es5)();
    expect(error).toBeInstanceOf(AccountClosed);
    expect(answer(error)).toStrictEqual(closed);
  });

  test('an error is not changed by its own constructor, called without new', () => {
    const error = new MyDataError(40305);
    const other = (error.constructor as unknown as typeof MyDataError)(40402);
    expect([error.code, other.code]).toEqual([40305, 40402]);
    expect(error.constructor).toBe(MyDataError);
  });
});

describe('in a log', () => {
  const text = new MyDataError(40305).message;

  test('the headline has the code, as those of Node’s own errors', () => {
    const error = new MyDataError(40305);
    expect(error.stack?.split('\n')[0]).toBe(`MyDataError [40305]: ${text}`);
    expect(inspect(error).split('\n')[0]).toBe(`MyDataError [40305]: ${text}`);
    expect(String(error)).toBe(`MyDataError: ${text}`);
    expect(standard.errorFor(new Failure('timeout')).stack).toBe(
      'MyDataError [50003]: 처리 시간이 초과되었습니다',
    );
  });

  test('the headline has the name that a subclass sets', () => {
    const error = idioms['this.name = …']?.();
    expect(error?.stack?.split('\n')[0]).toBe(`AccountClosed [40305]: ${text}`);
  });

  test('members that were not given are not printed', () => {
    for (const error of [
      new MyDataError(40305),
      new Failure('timeout'),
      standard.errorFor(new Failure('timeout')),
    ])
      expect(inspect(error)).not.toContain('undefined');
    expect(inspect(new Failure('timeout', { allow: undefined, names: undefined }))).not.toContain(
      'undefined',
    );
  });

  test('members that were given are', () => {
    expect(inspect(new Failure('rate-limited', { retryAfter: 5 }))).toContain('retryAfter: 5');
    expect(inspect(new MyDataError(42901, { retryAfter: 5 }))).toContain('retryAfter: 5');
  });
});
