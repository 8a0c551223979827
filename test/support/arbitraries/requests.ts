import type { RequestView } from '@oryu/core';
import fc from 'fast-check';
import type { Circumstances } from '../checkers/checker.js';
import { printedAs } from './printed-as.js';
import { fail, secret } from './secret.js';

/** A request, and what is known of it by how it was made. */
export interface Asked
  extends Pick<Circumstances, 'isHead' | 'isReadable' | 'apiName' | 'state' | 'transactionId'> {
  readonly request: RequestView;
}

const readableMethod = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'M-SEARCH',
  'get',
  'head',
  '',
  '__proto__',
  'GET\r\nx: y',
  secret,
);

const segment = fc.oneof(
  fc.constantFrom('', 'search', 'search.xml', 'a.XML', '.xml', 'a.xml;v=1', 'a%2Exml', '..', '%', '%00'),
  fc.constantFrom('__proto__', 'constructor', `${secret}.json`, `${secret}.xml`, 'a\r\nx: y', '한.xml'),
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.replace(/[/?#]/g, '')),
);
const path = fc.array(segment, { minLength: 1, maxLength: 3 });

const state = fc.option(
  fc.oneof(
    fc.constantFrom('', 'a b', '한"\\', '\r\nset-cookie: a', '&error=x', '</result>', '#', '😀'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  ),
  { nil: undefined },
);
const other = fc.constantFrom(
  '',
  'x',
  `x=${secret}`,
  'State=a',
  'x=%',
  '%=%ED',
  `callback=https://${secret}.example`,
  'redirect_uri=https://evil.example',
);

/** What is echoed by rule has no secret: `state`, and a transaction id that keeps to the grammar. */
const echoed = fc.constantFrom('A', '0000000001M00000000000001', 'ABCDEFGHIJKLMNOPQRSTUVWXY');
const refused = fc.constantFrom<unknown>(
  undefined,
  '',
  'a',
  'A, B',
  'A\r\nset-cookie: a',
  'A\n',
  'A'.repeat(26),
  'A'.repeat(100_000),
  'Ａ',
  'ſ',
  secret,
  null,
  1,
  true,
  ['A'],
  { toString: () => 'A' },
  () => 'A',
  Promise.resolve('A'),
);

/** What a client can send, and what only a careless binding could make of it. */
export const readableRequest: fc.Arbitrary<Asked> = fc
  .record({ method: readableMethod, path, before: other, state, after: other, id: fc.oneof(echoed, refused) })
  .map(({ method, path: segments, before, state: asked, after, id }): Asked => {
    const own = asked === undefined ? [] : [`state=${encodeURIComponent(asked)}`];
    const query = [before, ...own, after].filter((part) => part !== '').join('&');
    const url = `/${segments.join('/')}${query === '' ? '' : '?'}${query}`;
    return {
      request: {
        method,
        url,
        header: (name) => (name.toLowerCase() === 'x-api-tran-id' ? (id as string) : secret),
      },
      isHead: method === 'HEAD',
      isReadable: true,
      apiName: segments.at(-1),
      state: asked,
      transactionId: typeof id === 'string' && /^[A-Z0-9]{1,25}$/.test(id) ? id : undefined,
    };
  });

const fine = { method: 'GET', url: '/', header: () => undefined };
const unreadable = fc
  .constantFrom<(() => unknown)[]>(
    () => undefined,
    () => null,
    () => secret,
    () => ({}),
    () => ({ ...fine, header: fail }),
    () => ({ ...fine, header: secret }),
    () => ({ ...fine, header: () => Symbol(secret) }),
    () => ({ ...fine, header: () => ({ toString: fail }) }),
    () => ({ ...fine, url: undefined }),
    () => ({ ...fine, url: 1 }),
    () => ({ ...fine, url: Symbol(secret) }),
    () => ({ ...fine, url: { toString: fail } }),
    () => Object.defineProperty({ ...fine }, 'url', { get: fail }),
    () => ({ ...fine, method: undefined }),
    () => ({ ...fine, method: { toString: fail } }),
    () => Object.defineProperty({ ...fine }, 'method', { get: fail }),
    () => new Proxy({ ...fine }, { get: fail, has: fail, ownKeys: fail }),
    () => new Proxy({ ...fine }, { get: () => fail }),
  )
  .map((make) =>
    printedAs<Asked>(String(make), {
      request: make() as RequestView,
      isHead: false,
      isReadable: false,
      apiName: undefined,
      state: undefined,
      transactionId: undefined,
    }),
  );

/** Any request, most of them readable. */
export const anyRequest: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 9, arbitrary: readableRequest },
  { weight: 1, arbitrary: unreadable },
);
