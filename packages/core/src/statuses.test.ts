import { tablesOf } from '../../../test/support/spec.js';
import { type FailureKind, failureOfHttpError, kindOfStatus, statusKinds } from './index.js';

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

test('every status from 100 to 999 means the kind of the table; what is no error status is unexpected', () => {
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
  '%p is no HTTP status: unexpected',
  (status) => {
    expect(kindOfStatus(status)).toBe('unexpected');
  },
);

describe('an error of http-errors', () => {
  /** The `type`s of body-parser's README, and of raw-body's; the rest go by the status. */
  const types: readonly (readonly [type: string, status: number, kind: FailureKind])[] = [
    ['encoding.unsupported', 415, 'unsupported-media-type'],
    ['charset.unsupported', 415, 'unsupported-media-type'],
    ['entity.parse.failed', 400, 'malformed-body'],
    ['entity.verify.failed', 403, 'forbidden'],
    ['entity.too.large', 413, 'body-too-large'],
    ['request.aborted', 400, 'malformed-request'],
    ['request.size.invalid', 400, 'malformed-body'],
    ['parameters.too.many', 413, 'body-too-large'],
    ['querystring.parse.rangeError', 400, 'malformed-body'],
    ['stream.encoding.set', 500, 'unexpected'],
    ['stream.not.readable', 500, 'unexpected'],
  ];

  test.each(types)('of the type %s, with its status %s, is %s', (type, status, kind) => {
    expect(failureOfHttpError({ type, status }).kind).toBe(kind);
  });

  test.each([undefined, null, 'constructor', '__proto__', 'entity', {}, 400])(
    'of the type %p goes by its status',
    (type) => {
      expect(failureOfHttpError({ type, status: 404 }).kind).toBe('route-not-found');
    },
  );

  test.each([undefined, null])('has no header whose value is %p', (value) => {
    const headers = { Allow: value, 'Retry-After': value, 'WWW-Authenticate': value };
    const { allow, retryAfter, challenge } = failureOfHttpError({ status: 401, headers });
    expect([allow, retryAfter, challenge]).toEqual([undefined, undefined, undefined]);
  });

  test('is kept as the cause, and nothing else of it', () => {
    const error = Object.assign(new Error('secret'), { status: 418, headers: { a: 'b' }, expose: true });
    const failure = failureOfHttpError(error);
    expect({ ...failure, message: failure.message }).toEqual({
      kind: 'malformed-request',
      names: [],
      allow: undefined,
      retryAfter: undefined,
      message: 'malformed-request',
    });
    expect(failure.cause).toBe(error);
  });
});
