import fc from 'fast-check';
import createError from 'http-errors';
import { cause } from './options.js';
import { printedAs } from './printed-as.js';
import { fail, loud, secret } from './secret.js';
import type { Thrown } from './thrown.js';

/** Proxies that say yes when asked for the mark of a typed error or a failure. */
export const anyCounterfeit: fc.Arbitrary<Thrown> = fc
  .constantFrom<(() => unknown)[]>(
    () => new Proxy({}, { get: () => true, has: () => true }),
    () => new Proxy({}, { get: (_, key) => (typeof key === 'symbol' ? true : secret) }),
    () => new Proxy({}, { get: (_, key) => (typeof key === 'symbol' ? true : 40305) }),
  )
  .map((make) => printedAs(String(make), { thrown: make() }));

/** Proxies, and objects with what fails, lies, or says the secret. */
const strange: fc.Arbitrary<Thrown> = fc
  .constantFrom<(() => unknown)[]>(
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
    () => {
      const { proxy, revoke } = Proxy.revocable(fail, {});
      revoke();
      return proxy;
    },
    () =>
      new Proxy(
        {},
        { get: fail, has: fail, getPrototypeOf: fail, ownKeys: fail, getOwnPropertyDescriptor: fail },
      ),
    () => new Proxy(new Error(secret), { get: () => secret }),
    () => Object.freeze(new Error(secret)),
    () => Object.assign(Object.create(null), loud),
    () => Object.setPrototypeOf(new Error(secret), null),
    () => ({ ...loud }),
    () => Object.assign(new Error(secret), loud),
    () => new AggregateError([new Error(secret)], secret),
    () => new DOMException(secret, 'AbortError'),
    () => Object.assign(() => secret, loud),
    () => class Foreign extends Error {},
    () => Object.defineProperty(new Error('a'), 'message', { get: fail }),
    () => Object.defineProperty({}, 'then', { get: fail }),
    () => Object.defineProperty({}, 'then', { value: fail }),
    () => Promise.resolve(secret),
    () => new Promise(() => {}),
    () => Symbol(secret),
    () => 10n ** 400n,
    () => new Response(secret, { status: 404 }),
    () => new Headers({ 'x-a': 'gEhEiM' }),
  )
  .map((make) => printedAs(String(make), { thrown: make() }));

/** What looks like an error of ours, of HTTP or of a client: a status, a code, and the secret in all else. */
const lookalike: fc.Arbitrary<unknown> = fc
  .record(
    {
      status: fc.oneof(fc.nat(999), fc.constantFrom<unknown>('404', secret)),
      statusCode: fc.nat(999),
      code: fc.constantFrom<unknown>(secret, 40305, -1, 'ENOENT', 'invalid_request', 'UNKNOWN_TRANSFER_ID'),
      standard: fc.constantFrom('mydata', 'kakao', 'koscom', secret),
      kind: fc.constantFrom('timeout', 'constructor', secret),
      names: fc.constantFrom<unknown>([secret], secret),
      expose: fc.boolean(),
      headers: fc.constantFrom<unknown>({ 'x-a': secret }, secret, null),
      options: fc.constantFrom<unknown>({ message: secret }, loud),
      response: fc.constantFrom<unknown>({ status: 404, data: secret, headers: { 'x-a': secret } }),
      fromWire: fc.boolean(),
      cause,
    },
    { requiredKeys: [] },
  )
  .chain((members) =>
    fc.constantFrom<unknown>(
      members,
      Object.assign(new Error(secret), members),
      Object.assign(Object.create(null), members),
      createError(members.statusCode === undefined ? 404 : 400 + (members.statusCode % 200), secret, {
        headers: { 'x-a': secret },
      }),
    ),
  );

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
  values: [fc.constantFrom<unknown>(secret, null, undefined, true, Number.NaN, 0), fc.string()],
});

/** What others throw. */
export const anyForeign: fc.Arbitrary<Thrown> = fc.oneof(
  strange,
  fc.oneof(anything, lookalike).map((thrown) => ({ thrown })),
);
