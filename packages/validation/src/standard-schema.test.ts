import 'reflect-metadata';
import { jest } from '@jest/globals';
import type { FailureKind } from '@oryu/core';
import { type } from 'arktype';
import Joi from 'joi';
import * as v from 'valibot';
import { z } from 'zod';
import * as mini from 'zod/mini';
import { z as zod3 } from 'zod/v3';
import { settle } from '../../../test/support/settle.js';
import { thrownBy } from '../../../test/support/thrown-by.js';
import { failureOfStandardSchema, parse } from './index.js';

describe('a Standard Schema', () => {
  test.each<[what: string, path: readonly unknown[] | undefined, kind: FailureKind, names: string[]]>([
    ['a value', ['text'], 'invalid-parameter', ['text']],
    ['a value that is null', ['nothing'], 'invalid-parameter', ['nothing']],
    ['a value that is empty', ['empty'], 'invalid-parameter', ['empty']],
    ['no value', ['absent'], 'missing-parameter', ['absent']],
    ['undefined', ['undefined'], 'missing-parameter', ['undefined']],
    ['an element', ['list', 0], 'invalid-parameter', ['list.0']],
    ['an element by text', ['list', '0'], 'invalid-parameter', ['list.0']],
    ['no element', ['list', 1], 'missing-parameter', ['list.1']],
    ['below nothing', ['absent', 'a'], 'missing-parameter', ['absent.a']],
    ['below null', ['nothing', 'a'], 'missing-parameter', ['nothing.a']],
    ['below a text', ['text', 'length'], 'missing-parameter', ['text.length']],
    ['an inherited member', ['toString'], 'missing-parameter', ['toString']],
    ['a prototype', ['__proto__'], 'missing-parameter', ['__proto__']],
    ['segments', [{ key: 'list' }, { key: 0 }], 'invalid-parameter', ['list.0']],
    ['a symbol', [Symbol('a')], 'missing-parameter', []],
    ['the whole', [], 'invalid-parameter', []],
    ['no path', undefined, 'invalid-parameter', []],
  ])('whose issue leads to %s', (_what, path, kind, names) => {
    const input = { text: 'a', nothing: null, empty: '', undefined: undefined, list: ['a'] };
    const issue = { message: '', ...(path !== undefined && { path: path as PropertyKey[] }) };
    expect(failureOfStandardSchema([issue], input)).toMatchObject({ kind, names, cause: [issue] });
  });

  test('whose issues have a part', () => {
    const issues = [{ message: '', path: ['x-api-type'] }];
    expect(failureOfStandardSchema(issues, {}, 'header')).toMatchObject({ kind: 'missing-header' });
  });

  test('of another library than zod: keys are not read', () => {
    const issue = { message: '', path: ['text'], code: 'other', keys: ['a'] };
    expect(failureOfStandardSchema([issue], { text: 'a' })).toMatchObject({ names: ['text'] });
  });

  const hostile = JSON.parse('{"__proto__":{"admin":true},"constructor":1,"a":"b"}');
  test.each<[vendor: string, schema: Parameters<typeof parse>[0], names: string[]]>([
    ['zod', z.strictObject({ a: z.string() }), ['__proto__', 'constructor']],
    ['zod 3', zod3.strictObject({ a: zod3.string() }), ['__proto__', 'constructor']],
    ['valibot', v.strictObject({ a: v.string() }), ['__proto__']],
    ['arktype', type({ '+': 'reject', a: 'string' }), ['__proto__', 'constructor']],
    ['joi', Joi.object({ a: Joi.string() }), ['constructor']],
  ])('of %s: names of every object are names like others', async (_vendor, schema, names) => {
    const failure = await thrownBy(parse(schema, hostile));
    expect(failure).toMatchObject({ kind: 'invalid-parameter', names });
    expect({}).not.toHaveProperty('admin');
  });

  test.each<[vendor: string, schema: Parameters<typeof parse>[0]]>([
    ['zod', z.record(z.string(), z.object({ n: z.number() }))],
    ['zod 3', zod3.record(zod3.object({ n: zod3.number() }))],
    ['valibot', v.record(v.string(), v.object({ n: v.number() }))],
    ['arktype', type({ '[string]': { n: 'number' } })],
    ['joi', Joi.object().pattern(Joi.string(), Joi.object({ n: Joi.number().strict() }))],
  ])('of %s: keys of the client are cut and cleaned', async (_vendor, schema) => {
    const key = `<\r\n${'k'.repeat(2 ** 20)}`;
    expect(await thrownBy(parse(schema, { [key]: { n: 'secret' } }))).toMatchObject({
      kind: 'invalid-parameter',
      names: ['k'.repeat(64)],
    });
  });

  const optional: readonly (readonly [vendor: string, schema: Parameters<typeof parse>[0]])[] = [
    ['zod', z.object({ a: z.string() }).optional()],
    ['zod 3', zod3.object({ a: zod3.string() }).optional()],
    ['valibot', v.optional(v.object({ a: v.string() }))],
    ['arktype', type({ a: 'string' }).or('undefined')],
    ['joi', Joi.object({ a: Joi.string().required() })],
  ];
  test.each(optional)('of %s: a body that is optional may be left out', async (_vendor, schema) => {
    expect(await parse(schema, undefined)).toBeUndefined();
    expect(await thrownBy(parse(schema, {}))).toMatchObject({ kind: 'missing-parameter', names: ['a'] });
  });

  test('that returns falsy issues accepts the value', async () => {
    const validate = () => ({ value: 'parsed', issues: null as unknown as undefined });
    const schema = { '~standard': { version: 1, vendor: 'own', validate } } as const;
    expect(await parse(schema, 'a')).toBe('parsed');
    expect(await parse(schema, undefined)).toBe('parsed');
  });

  test('without a body, one that needs nothing is parsed as empty', async () => {
    expect(await parse(z.object({ limit: z.number().default(20) }), undefined)).toEqual({ limit: 20 });
  });

  test('without a body, an object is not required', async () => {
    const failure = await thrownBy(parse(z.string(), undefined));
    expect(failure).toMatchObject({ kind: 'missing-parameter', names: [] });
  });

  test('a discriminator that is missing is', async () => {
    const either = z.discriminatedUnion('type', [
      z.object({ type: z.literal('a') }),
      z.object({ type: z.literal('b') }),
    ]);
    expect(await thrownBy(parse(z.object({ either }), { either: {} }))).toMatchObject({
      kind: 'missing-parameter',
      names: ['either.type'],
    });
  });

  const crash = new Error('database');
  const asked = jest.fn(() => Promise.reject(crash));
  test.each<[vendor: string, schema: Parameters<typeof parse>[0]]>([
    ['zod', z.object({}).refine(asked)],
    ['zod 3', zod3.object({}).refine(asked)],
    ['zod mini', mini.object({}).check(mini.refine(asked))],
    ['valibot', v.pipeAsync(v.object({}), v.checkAsync(asked))],
    ['joi', Joi.object().external(asked)],
    ['another library', { '~standard': { version: 1, vendor: 'own', validate: asked } }],
  ])('of %s: an error that your own rule throws is kept, once', async (_vendor, schema) => {
    asked.mockClear();
    expect(await thrownBy(parse(schema, {}))).toBe(crash);
    await settle();
    expect(asked).toHaveBeenCalledTimes(1);
  });
});
