import type { FailureKind } from '@oryu/core';
import createError from 'http-errors';
import { failureOfHttpError } from './http-errors.js';

const kindOf = (status: number, members: object) =>
  failureOfHttpError(Object.assign(createError(status), members))?.kind;

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

test.each(types)('the type %s with its status %s is %s', (type, status, kind) => {
  expect(kindOf(status, { type })).toBe(kind);
});

test.each([undefined, null, 'constructor', '__proto__', 'entity', {}, 400])(
  'an error of the type %p is answered by its status',
  (type) => {
    expect(kindOf(404, { type })).toBe('route-not-found');
  },
);

test.each([undefined, null])('a header whose value is %p is not read', (value) => {
  const headers = { Allow: value, 'Retry-After': value, 'WWW-Authenticate': value };
  const failure = failureOfHttpError(Object.assign(createError(401), { headers }));
  expect([failure?.allow, failure?.retryAfter, failure?.challenge]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('the error is kept as the cause, and no other part of it', () => {
  const error = Object.assign(createError(418, 'secret'), { headers: { a: 'b' } });
  const failure = failureOfHttpError(error);
  expect({ ...failure, message: failure?.message }).toEqual({
    kind: 'malformed-request',
    names: [],
    allow: undefined,
    retryAfter: undefined,
    message: 'malformed-request',
  });
  expect(failure?.cause).toBe(error);
});

test.each([undefined, { status: 404 }, Object.assign(new Error('a client'), { status: 404 })])(
  '%p is not an error of http-errors',
  (thrown) => {
    expect(failureOfHttpError(thrown)).toBeUndefined();
  },
);
