import { type Code, Failure, type FailureKind, failureKinds, parseReply, toReply } from '@oryu/core';
import fc from 'fast-check';
import createError from 'http-errors';
import { requestOf } from '../request.js';
import type { CodeFacts } from '../spec.js';
import { printedAs } from './printed-as.js';
import { secret } from './secret.js';
import { classes, type StandardUnderTest } from './standards.js';
import { anyText } from './texts.js';

/** What is thrown, and what is known of it by how it was made. */
export interface Thrown {
  readonly thrown: unknown;
  /** The class of a typed error. */
  readonly of?: StandardUnderTest;
  /** Its code; none where it was tampered with. */
  readonly code?: Code;
  readonly options?: Readonly<Record<string, unknown>>;
}

function fail(): never {
  throw new Error(secret);
}

/** Everything about it says the secret, or fails. */
const loud = {
  message: secret,
  stack: `Error: ${secret}\n    at /srv/${secret}/index.js:1:1`,
  sql: `SELECT * FROM accounts WHERE name = '${secret}'`,
  path: `/srv/${secret}`,
  toString: () => secret,
  toJSON: () => secret,
  [Symbol.toPrimitive]: () => secret,
};

const cause = fc.constantFrom<unknown>(
  undefined,
  secret,
  new Error(secret),
  loud,
  new Error('a', { cause: new AggregateError([loud, new Error(secret)], secret) }),
  Object.defineProperty({}, 'message', { get: fail }),
);

const headers = fc.dictionary(
  fc.constantFrom(
    'x-a',
    'Vary',
    'set-cookie',
    'WWW-Authenticate',
    'Cache-Control',
    'Pragma',
    'x-api-tran-id',
  ),
  fc.string({ unit: fc.constantFrom('A', ' ', '\t', '\x80', '\xff', ';'), maxLength: 20 }),
  { maxKeys: 3 },
);

const retryAfter = fc.oneof(
  fc.nat(),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
  fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
);

const detail = fc.oneof(
  anyText.filter((text) => text.trim() !== ''),
  fc.constantFrom(0, 90, 1.5),
);
const uri = fc.constantFrom('/v2/search', '?a=b', 'https://other.example/a?b#c', 'a/../b');

/** What an error of a code may be given beside it. */
function optionsFor({ id }: StandardUnderTest, fact: CodeFacts): fc.Arbitrary<Record<string, unknown>> {
  const isRedirect = id === 'scienceon' && fact.status < 400;
  const isCounted = fact.code === 6005 || fact.code === 6006;
  const needed = {
    ...(fact.rule === 'template' && { detail: isCounted ? fc.nat() : id === 'tiny' ? anyText : detail }),
    ...(isRedirect && { location: uri }),
  };
  const possible = {
    headers,
    cause,
    ...((fact.rule === 'free' || fact.rule === 'optional') && { message: anyText }),
    ...(fact.retryAfter && { retryAfter }),
    ...(id === 'koscom' && { description: anyText }),
    ...(fact.surface === 'company' && { category: fc.constantFrom('SAMSUNG', '미래에셋', '"<&') }),
    ...(id === 'mydata-authorize' && {
      callback: fc.constantFrom('https://own.example/cb', 'HTTP://own.example:8080/?keep=a#b'),
    }),
  };
  return fc.record({ ...needed, ...possible }, { requiredKeys: Object.keys(needed) as never[] });
}

/** Any error that can be made: a code of any standard, with whatever it may be given. */
const typed: fc.Arbitrary<Thrown> = fc.constantFrom(...classes).chain((of) =>
  fc.constantFrom(...of.surface.facts).chain((fact) =>
    optionsFor(of, fact).map((options) => ({
      thrown: of.build(fact.code, options),
      of,
      code: fact.code,
      options,
    })),
  ),
);

/** What a program may do with an error of its own, none of which changes what the error says. */
const worn = fc
  .tuple(
    typed,
    fc.constantFrom<((error: object) => object)[]>(
      Object.freeze,
      (error) => Object.assign(error, { status: 200, ...loud }),
      (error) => Object.defineProperty(error, 'stack', { get: fail }),
      (error) => new Proxy(error, {}),
      (error) => Object.create(error),
    ),
  )
  .map(([each, wear]): Thrown => ({ ...each, thrown: wear(each.thrown as object) }));

/** What a program must not do with it: some other conformant answer, and nothing leaks. */
const tampered = fc
  .tuple(
    typed,
    fc.constantFrom('code', 'standard', 'options', 'fromWire'),
    fc.oneof(
      fc.constantFrom<unknown>(
        secret,
        undefined,
        null,
        '__proto__',
        'constructor',
        'mydata',
        'kakao',
        40305,
        -1,
        { ...loud, message: undefined },
      ),
      fc.constantFrom<unknown>({ headers: { 'x-a': 'a\r\nb: c' } }, { headers: 1 }),
      fc.constantFrom<unknown>(
        { retryAfter: secret },
        { callback: `javascript:${secret}` },
        Object.create(null),
      ),
    ),
    fc.boolean(),
  )
  .map(([{ thrown, of, options }, member, value, isGetter]): Thrown => {
    const get = () => (isGetter ? fail() : value);
    const error = Object.defineProperty(Object.create(thrown as object), member, { get });
    return printedAs(`${of?.name}, its ${member} ${isGetter ? 'failing' : fc.stringify(value)}`, {
      thrown: error,
      ...(of && { of }),
      options: member === 'options' ? {} : { ...options },
    });
  });

/** An error read from another server's response, which the handler's standard must answer. */
const fromWire: fc.Arbitrary<Thrown> = typed
  .filter(({ of }) => of?.id !== 'tiny')
  .map(({ thrown, of }) => {
    const { make, base } = of as StandardUnderTest;
    const standard = make(base);
    return { thrown: parseReply(standard, toReply(thrown, requestOf(), standard)).error };
  });

const name = fc.oneof(
  fc.constantFrom(
    'grant_type',
    'client_id',
    'redirect_uri',
    'scope',
    'X-Request-Origin',
    'x-code-req-signature',
  ),
  fc.constantFrom<unknown>(
    '__proto__',
    'constructor',
    'a\r\nx: y',
    '<b>',
    '{detail}',
    '',
    'k'.repeat(100_000),
    1,
    null,
  ),
  anyText,
);
const kind = fc.constantFrom<FailureKind>(...failureKinds);
const failureOptions = fc.record(
  {
    names: fc.array(name, { maxLength: 12 }) as fc.Arbitrary<string[]>,
    allow: fc.array(fc.constantFrom('GET', 'post', 'M-SEARCH', 'DELETE'), { maxLength: 4 }),
    retryAfter,
    cause,
  },
  { requiredKeys: [] },
);

/** Any failure, and failures that were tampered with. */
export const anyFailure: fc.Arbitrary<Thrown> = fc
  .tuple(
    kind,
    failureOptions,
    fc.option(fc.constantFrom('kind', 'names', 'allow', 'retryAfter', 'cause'), { freq: 9 }),
    fc.constantFrom<(() => unknown)[]>(
      fail,
      () => undefined,
      () => '__proto__',
      () => 'constructor',
      () => loud,
    ),
  )
  .map(([each, options, member, get]) => {
    const failure = new Failure(each, options);
    return { thrown: member === null ? failure : Object.defineProperty(failure, member, { get }) };
  });

/** Proxies that say yes when asked for the mark of a typed error or a failure. */
const counterfeit: fc.Arbitrary<Thrown> = fc
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

export const anyThrown: fc.Arbitrary<Thrown> = fc.oneof(
  typed,
  worn,
  tampered,
  fromWire,
  anyFailure,
  counterfeit,
  anyForeign,
);
