import { requestOf } from '../../../test/support/request.js';
import { TinyError, tinyDefinition } from '../../../test/support/tiny-standard.js';
import { defineStandard } from './define-standard.js';
import { Failure, MyDataError, mydata, toReply } from './index.js';
import type { Reply } from './reply.js';

const foreign: readonly unknown[] = [
  { toString: 1 },
  { toString: () => 1 },
  { toJSON: 1 },
  Object.create(null),
  { valueOf: null, toString: null },
  Symbol('a'),
  1n,
];

/** Each frame on the way back from the end of the call stack does it: the first ones fail. */
function nearTheEndOfTheStack(act: () => void): void {
  const descend = () => {
    try {
      descend();
    } catch {
      // The end.
    }
    act();
  };
  try {
    descend();
  } catch {
    // The outermost frames are too near to the end as well.
  }
}

describe('Error.stackTraceLimit is unchanged', () => {
  const makers: readonly ((given: unknown) => unknown)[] = [
    (given) => new Failure(given as 'timeout'),
    (given) => new Failure('timeout', { names: given as [] }),
    (given) => new Failure('timeout', { retryAfter: given as number }),
    (given) => new MyDataError(given as 40305),
    (given) => new MyDataError(40305, given as string),
    (given) => new MyDataError(40305, { [String(typeof given)]: given } as object),
  ];

  test.each(foreign.map((given) => [typeof given, given]))(
    'after %s %# in the place of something else',
    (_, given) => {
      const before = Error.stackTraceLimit;
      for (const make of makers) {
        try {
          make(given);
        } catch {
          // A mistake of the program.
        }
        expect(Error.stackTraceLimit).toBe(before);
      }
    },
  );

  test('at the end of the call stack', () => {
    const before = Error.stackTraceLimit;
    nearTheEndOfTheStack(() => new MyDataError(40305));
    expect(Error.stackTraceLimit).toBe(before);
    nearTheEndOfTheStack(() => new Failure('timeout'));
    expect(Error.stackTraceLimit).toBe(before);
    nearTheEndOfTheStack(() => toReply(new MyDataError(40305), requestOf(), mydata()));
    expect(Error.stackTraceLimit).toBe(before);
  });
});

describe('a body of bytes', () => {
  const kept = new TextEncoder().encode('bytes');
  const { standard } = defineStandard({
    ...tinyDefinition,
    render: ({ status }): Reply => ({ status, headers: {}, body: kept }),
  });

  test.each([
    ['of a typed error', new TinyError('PLAIN')],
    ['of a failure', new Failure('timeout')],
    ['of a crash', new Error('secret')],
    ['of last resort', new Proxy(new Failure('timeout'), { get: (_, key) => typeof key === 'symbol' })],
  ])('%s cannot be changed by onError, for this client or the next', (_, thrown) => {
    const configured = standard();
    const textOf = (onError?: (report: { readonly reply: Reply }) => void) => {
      const { body } = toReply(thrown, requestOf(), configured, onError && { onError });
      return new TextDecoder().decode(body as Uint8Array);
    };
    const spoil = ({ reply }: { readonly reply: Reply }) => (reply.body as Uint8Array).fill(0x78);
    expect([textOf(spoil), textOf(spoil), textOf()]).toEqual(['bytes', 'bytes', 'bytes']);
    expect(new TextDecoder().decode(kept)).toBe('bytes');
  });

  test('can be changed by the caller, and is another one the next time', () => {
    const configured = standard();
    const first = toReply(new TinyError('PLAIN'), requestOf(), configured);
    (first.body as Uint8Array).fill(0x78);
    expect(toReply(new TinyError('PLAIN'), requestOf(), configured).body).toEqual(kept);
  });
});

test('a code that the standard does not have is never rendered', () => {
  const error = Object.assign(Object.create(MyDataError.prototype), { code: 49999, standard: 'mydata' });
  expect(() => mydata().render(error, requestOf())).toThrow(new RangeError('mydata has no code 49999'));
  expect(toReply(error, requestOf(), mydata())).toStrictEqual(toReply('crash', requestOf(), mydata()));
});
