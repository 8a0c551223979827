import { type Finding, failureOfFindings, type RequestPart } from './binding/index.js';
import type { FailureKind } from './failure.js';

const missing = (part: RequestPart, ...path: unknown[]): Finding => ({ part, path, isMissing: true });
const wrong = (part: RequestPart, ...path: unknown[]): Finding => ({ part, path, isMissing: false });

test.each<[FailureKind, names: string[], Finding[]]>([
  ['missing-parameter', ['a'], [missing('body', 'a')]],
  ['missing-parameter', ['a', 'b', 'c'], [missing('body', 'a'), missing('query', 'b'), missing('path', 'c')]],
  ['missing-parameter', ['b'], [wrong('body', 'a'), missing('body', 'b'), wrong('query', 'c')]],
  ['missing-parameter', ['b'], [wrong('header', 'a'), missing('query', 'b')]],
  ['missing-header', ['a'], [missing('header', 'a')]],
  ['missing-header', ['b'], [missing('body', 'a'), missing('header', 'b'), wrong('header', 'c')]],
  ['invalid-parameter', ['a', 'b'], [wrong('path', 'a'), wrong('body', 'b')]],
  ['invalid-header', ['b', 'c'], [wrong('body', 'a'), wrong('header', 'b'), wrong('header', 'c')]],
  ['invalid-parameter', [], []],
])('%s of %j results from %j', (kind, names, findings) => {
  expect(failureOfFindings(findings, undefined)).toMatchObject({ kind, names });
});

test('the error of the validator is kept as the cause', () => {
  const cause = ['for the log'];
  expect(failureOfFindings([wrong('body', 'a')], cause).cause).toBe(cause);
});

test.each<[name: string, path: unknown[]]>([
  ['account.0.number', ['account', 0, 'number']],
  ['account.10.number', ['account', '10', 'number']],
  ['a.b', ['', 'a', null, undefined, Symbol('s'), {}, 'b', '계좌']],
  ['__proto__.constructor', ['__proto__', 'constructor']],
  ['x-api-type', ['x-api-type']],
  ['aset-cookieb.bi', ['a\r\nset-cookie: b', '<b>i']],
])('%j is the name of %j', (name, path) => {
  expect(failureOfFindings([wrong('body', ...path)], undefined).names).toEqual([name]);
});

test('a value is named once, however much is wrong with it', () => {
  const long = 'c'.repeat(100);
  const findings = [
    ...[wrong('body', 'a'), wrong('body', 'b', 0), wrong('body', 'a'), wrong('body', 'b', '0')],
    ...[wrong('body', long, 'd'), wrong('body', long, 'e')],
  ];
  expect(failureOfFindings(findings, undefined).names).toEqual(['a', 'b.0', 'c'.repeat(64)]);
});

test('a path without a name means the whole body and has no name', () => {
  expect(failureOfFindings([wrong('body')], undefined).names).toEqual([]);
});

test('a path of a class of arrays is read as any other', () => {
  class Path extends Array<unknown> {
    constructor(...items: unknown[]) {
      super();
      this.push(...items);
    }
  }
  const findings = [new Path(), new Path('a', 0)].map(
    (path) => ({ path, part: 'body', isMissing: true }) as const,
  );
  expect(failureOfFindings(findings, undefined).names).toEqual(['a.0']);
});

test('names of megabytes are never put together', () => {
  const huge = 'a'.repeat(2 ** 24);
  const deep: Finding = { part: 'body', path: Array(2 ** 20).fill('b'), isMissing: false };
  const findings = Array.from({ length: 20_000 }, (_, index) => wrong('body', huge, index));
  const { names } = failureOfFindings([...findings, deep], undefined);
  expect(names[0]).toBe('a'.repeat(64));
  expect(names.at(-1)).toBe(Array(32).fill('b').join('.'));
});
