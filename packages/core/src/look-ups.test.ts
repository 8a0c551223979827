/** Names that every object has, wherever a name is looked up: they are nobody's code, kind, setting or header. */
import { standards as under } from '../../../test/support/arbitraries/standards.js';
import { requestOf } from '../../../test/support/request.js';
import { kindOfStatus } from './binding/index.js';
import { Failure, type FailureKind } from './failure.js';
import { parseReply } from './parse-reply.js';
import { toReply } from './to-reply.js';

const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
];
const standards = under.filter(({ id }, index) => under.findIndex((each) => each.id === id) === index);
const inherited = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));

/** An object with a member of that name, `__proto__` included, as JSON.parse makes it. */
const withMember = (name: string, value: unknown) =>
  JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);

afterEach(() => {
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(inherited);
  expect(Object.keys(Object.getPrototypeOf({}))).toEqual([]);
});

describe.each(names)('%s', (name) => {
  test.each(standards)('is not a code of $id, thrown or configured', ({ make, base, build }) => {
    expect(() => build(name, {})).toThrow(RangeError);
    expect(() => make({ ...base, texts: withMember(name, 'text') })).toThrow(RangeError);
    expect(() => make({ ...base, on: { timeout: name } })).toThrow(RangeError);
    expect(() => make({ ...base, on: withMember(name, 'NONE') })).toThrow(RangeError);
    expect(() => make(withMember(name, {}))).toThrow(TypeError);
  });

  test.each(standards.filter(({ id }) => id !== 'tiny'))(
    'is not a code of $id on the wire',
    ({ make, base }) => {
      const standard = make(base);
      const members = {
        rsp_code: name,
        rsp_msg: 'a',
        error: name,
        errorType: name,
        errorCode: name,
        errorMessage: 'a',
      };
      const body = JSON.stringify({
        ...members,
        category: 'a',
        code: name,
        message: 'a',
        msg: 'a',
        type: name,
      });
      const { error, mismatch } = parseReply(standard, {
        status: 503,
        headers: { 'content-type': 'application/problem+json' },
        body,
      });
      expect([error, mismatch]).toEqual([
        undefined,
        expect.stringMatching(/^(unknown-code|missing-member)$/),
      ]);
    },
  );

  test('is not a kind of failure, a status, or an option of an error', () => {
    expect(() => new Failure(name as FailureKind)).toThrow(RangeError);
    expect(kindOfStatus(name as unknown as number)).toBe(kindOfStatus(undefined as unknown as number));
    for (const { build, facts } of standards) {
      const { code } = facts.find(({ rule, status }) => rule !== 'template' && status >= 400) ?? {};
      expect(() => build(code as string, withMember(name, {}))).toThrow(TypeError);
    }
  });

  test.each(standards)('as the name of a failing parameter decides nothing under $id', ({ make, base }) => {
    const standard = make(base);
    for (const kind of ['missing-parameter', 'invalid-header'] as const) {
      const failure = new Failure(kind, { names: [name] });
      expect(standard.codeFor(failure)).toBe(standard.codeFor(new Failure(kind)));
      expect(toReply(failure, requestOf(), standard).status).toBeGreaterThanOrEqual(300);
    }
  });
});
