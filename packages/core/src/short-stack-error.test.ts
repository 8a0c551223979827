import { readFileSync } from 'node:fs';
import { Failure } from './failure.js';
import { MyDataError, MyDataTokenError, mydata } from './index.js';
import { parseReply } from './parse-reply.js';

class AccountClosed extends MyDataError {
  constructor() {
    super(40305);
  }
}

/** The throw sites, by their source text. */
const sites: Readonly<Record<string, () => Error>> = {
  'return new MyDataError(40305);'() {
    return new MyDataError(40305);
  },
  'return MyDataError(40305);'() {
    return MyDataError(40305);
  },
  'return new MyDataError(42901, { retryAfter: 1, cause: 0 });'() {
    return new MyDataError(42901, { retryAfter: 1, cause: 0 });
  },
  'return new AccountClosed();'() {
    return new AccountClosed();
  },
  "return new Failure('timeout');"() {
    return new Failure('timeout');
  },
};
const site = () => new MyDataError(40305);

const source = readFileSync(new URL(import.meta.url), 'utf8').split('\n');

/** The line of this file that a frame points to. */
const sourceOf = (frame = '') =>
  source[Number(/short-stack-error\.test\.ts:(\d+):/.exec(frame)?.[1]) - 1]?.trim();

const framesOf = (error: Error) => (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));

/** Calls through 20 functions, so that there are more frames than any limit here. */
function deep<Result>(call: () => Result, depth = 20): Result {
  return depth === 0 ? call() : deep(call, depth - 1);
}

function withLimit<Result>(limit: number, call: () => Result): Result {
  const outer = Error.stackTraceLimit;
  Error.stackTraceLimit = limit;
  try {
    return call();
  } finally {
    Error.stackTraceLimit = outer;
  }
}

function withClassLimit<Result>(limit: number, call: () => Result): Result {
  MyDataError.stackTraceLimit = limit;
  try {
    return call();
  } finally {
    Reflect.deleteProperty(MyDataError, 'stackTraceLimit');
  }
}

describe.each(Object.entries(sites))('%s', (text, throws) => {
  test('has a stack of one frame: the throw site', () => {
    const error = withLimit(10, () => deep(throws));
    expect(framesOf(error).map(sourceOf)).toEqual([text]);
    const { name, message, code }: Error & { readonly code?: number } = error;
    expect(error.stack?.split('\n')[0]).toBe(`${name}${code === undefined ? '' : ` [${code}]`}: ${message}`);
  });

  test.each([0, 1, 5, 10, 100])('Error.stackTraceLimit %d is left as it was', (limit) => {
    withLimit(limit, () => {
      deep(throws);
      expect(Error.stackTraceLimit).toBe(limit);
    });
  });

  test('a stack is never longer than Error.stackTraceLimit', () => {
    expect(framesOf(withLimit(0, () => deep(throws)))).toEqual([]);
  });
});

describe('stackTraceLimit of the class', () => {
  test.each([0, 1, 2, 10])('%d frames', (limit) => {
    const frames = withClassLimit(limit, () => withLimit(15, () => framesOf(deep(site))));
    expect(frames).toHaveLength(limit);
    if (limit > 0) expect(sourceOf(frames[0])).toBe('const site = () => new MyDataError(40305);');
  });

  test('is 1 for every class', () => {
    const limits = [MyDataError, MyDataTokenError, AccountClosed, Failure].map(
      (each) => each.stackTraceLimit,
    );
    expect(limits).toEqual([1, 1, 1, 1]);
  });

  test('applies to subclasses, but not to other classes', () => {
    withClassLimit(3, () =>
      withLimit(15, () => {
        expect(framesOf(deep(() => new AccountClosed()))).toHaveLength(3);
        expect(framesOf(deep(() => new MyDataTokenError('invalid_grant')))).toHaveLength(1);
        expect(framesOf(deep(() => new Failure('timeout')))).toHaveLength(1);
      }),
    );
  });

  test('can be set for a subclass alone', () => {
    class Traced extends MyDataError {
      static override stackTraceLimit = 5;
    }
    expect(withLimit(15, () => framesOf(deep(() => new Traced(40305))))).toHaveLength(5);
    expect(withLimit(15, () => framesOf(deep(site)))).toHaveLength(1);
  });

  test('does not lengthen a stack that Error.stackTraceLimit shortens', () => {
    expect(withClassLimit(10, () => withLimit(2, () => framesOf(deep(site))))).toHaveLength(2);
  });
});

test('an Error.stackTraceLimit that cannot be written is accepted', () => {
  const before = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit') as PropertyDescriptor;
  Object.defineProperty(Error, 'stackTraceLimit', { writable: false });
  try {
    expect(new MyDataError(40305)).toMatchObject({ code: 40305, status: 403 });
    expect(new AccountClosed().stack).toMatch(/^MyDataError \[40305]: /);
  } finally {
    Object.defineProperty(Error, 'stackTraceLimit', before);
  }
});

test('a deleted Error.stackTraceLimit stays deleted', () => {
  const before = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit') as PropertyDescriptor;
  Reflect.deleteProperty(Error, 'stackTraceLimit');
  try {
    expect(new MyDataError(40305)).toMatchObject({ code: 40305 });
    expect('stackTraceLimit' in Error).toBe(false);
  } finally {
    Object.defineProperty(Error, 'stackTraceLimit', before);
  }
});

test('errors that the core makes of failures and responses have no throw site, and no frame', () => {
  const { error } = parseReply(mydata(), {
    status: 403,
    headers: {},
    body: '{"rsp_code":"40305","rsp_msg":"a"}',
  });
  expect(framesOf(error as Error)).toEqual([]);
  expect(framesOf(mydata().errorFor(new Failure('timeout')))).toEqual([]);
});
