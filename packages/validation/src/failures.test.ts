import 'reflect-metadata';
import { jest } from '@jest/globals';
import type { FailureKind } from '@oryu/core';
import { Ajv } from 'ajv';
import { type } from 'arktype';
import { plainToInstance, Type } from 'class-transformer';
import {
  Equals,
  IsArray,
  IsDefined,
  IsNotEmpty,
  IsOptional,
  IsString,
  ValidateNested,
  type ValidatorOptions,
  validateSync,
} from 'class-validator';
import Joi from 'joi';
import * as v from 'valibot';
import { z } from 'zod';
import * as mini from 'zod/mini';
import { z as zod3 } from 'zod/v3';
import { settle } from '../../../test/support/settle.js';
import { schemaOf } from './class-validator/index.js';
import {
  type ClassValidatorError,
  failureOfAjv,
  failureOfClassValidator,
  failureOfJoi,
  failureOfStandardSchema,
  parse,
} from './index.js';

/** What a request was refused with. */
const thrownBy = (result: Promise<unknown>) =>
  result.then(
    (value) => {
      throw new Error(`parsed as ${JSON.stringify(value)}`);
    },
    (thrown: unknown) => thrown,
  );

describe('class-validator', () => {
  class Owner {
    @IsString() name!: string;
  }
  class Tag {
    @IsString() key!: string;
    @IsOptional() @ValidateNested({ each: true }) @Type(() => Tag) tags?: Tag[];
  }
  class Unknown {}
  class Consent {
    @IsDefined() defined: unknown = 'set';
    @IsNotEmpty() filled = 'set';
    @Equals('code') fixed: unknown = 'code';
    @IsOptional() @IsString() optional?: string;
    @IsOptional() @IsArray() @IsString({ each: true }) texts?: string[];
    @IsOptional() @ValidateNested() @Type(() => Owner) owner?: Owner;
    @IsOptional() @ValidateNested({ each: true }) @Type(() => Tag) tags?: Tag[];
    @IsOptional() @ValidateNested() @Type(() => Unknown) unknown?: Unknown;
  }

  const failureOf = (body: object, options: ValidatorOptions) =>
    failureOfClassValidator(validateSync(plainToInstance(Consent, body), options));
  const strict = { whitelist: true, forbidNonWhitelisted: true };

  test.each<[what: string, body: object, kind: FailureKind, names: string[], options?: ValidatorOptions]>([
    ['null', { defined: null }, 'missing-parameter', ['defined']],
    ['undefined', { fixed: undefined, filled: undefined }, 'missing-parameter', ['filled', 'fixed']],
    ['an empty text', { filled: '' }, 'invalid-parameter', ['filled']],
    ['false and zero', { fixed: false, filled: 0 }, 'invalid-parameter', ['fixed']],
    ['an array of wrong values', { texts: ['a', 1] }, 'invalid-parameter', ['texts']],
    ['an object that is none', { owner: 'a' }, 'invalid-parameter', ['owner']],
    ['a member of an object', { owner: { name: 1 } }, 'invalid-parameter', ['owner.name']],
    ['a missing member of an object', { owner: {} }, 'missing-parameter', ['owner.name']],
    ['an array of objects that are none', { tags: ['a'] }, 'invalid-parameter', ['tags.0']],
    [
      'arrays in arrays',
      { tags: [{ key: 'a', tags: [{ key: 'b' }, { key: 1 }] }] },
      'invalid-parameter',
      ['tags.0.tags.1.key'],
    ],
    [
      'something of everything',
      { fixed: 'a', owner: { name: 1 }, tags: [{ key: 'a' }, {}] },
      'missing-parameter',
      ['tags.1.key'],
    ],
    ['what nobody asked for', { 'a-b': 1 }, 'invalid-parameter', ['a-b'], strict],
    ['null that nobody asked for', { extra: null }, 'invalid-parameter', ['extra'], strict],
    ['it in an array', { tags: [{ key: 'a', extra: null }] }, 'invalid-parameter', ['tags.0.extra'], strict],
    ['a class without rules', { unknown: {} }, 'invalid-parameter', ['unknown']],
    [
      'the first error of each value',
      { filled: undefined, texts: 1 },
      'missing-parameter',
      ['filled'],
      { stopAtFirstError: true },
    ],
    [
      'errors without values, of which only IsDefined tells',
      { defined: null, filled: null },
      'missing-parameter',
      ['defined'],
      { validationError: { value: false } },
    ],
    [
      'errors without values that do not tell',
      { filled: null },
      'invalid-parameter',
      ['filled'],
      { validationError: { value: false, target: false } },
    ],
  ])('%s', (_what, body, kind, names, options = {}) => {
    expect(failureOf(body, options)).toMatchObject({ kind, names });
  });

  test('errors that are nested deeper than calls can be are named as any other', () => {
    let error: ClassValidatorError = { property: 'a', value: 1, constraints: { isString: '' } };
    for (let depth = 0; depth < 5000; depth += 1) error = { property: 'a', children: [error] };
    const { kind, names } = failureOfClassValidator([
      error,
      { property: 'b', constraints: { isString: '' } },
    ]);
    expect([kind, names]).toEqual(['invalid-parameter', [Array(32).fill('a').join('.'), 'b']]);
  });

  test('the errors are the cause', () => {
    const errors = validateSync(plainToInstance(Owner, {}));
    expect(failureOfClassValidator(errors, 'header')).toMatchObject({
      kind: 'missing-header',
      cause: errors,
    });
  });

  describe('schemaOf', () => {
    test('gives an instance', async () => {
      const consent = await parse(schemaOf(Consent), { owner: { name: 'a' }, extra: 1 });
      expect(consent).toBeInstanceOf(Consent);
      expect(consent.owner).toBeInstanceOf(Owner);
      expect(consent).toHaveProperty('extra', 1);
    });

    test('takes the options of both libraries', async () => {
      const transformOptions = { enableImplicitConversion: true };
      const owner = await parse(schemaOf(Owner, { whitelist: true, transformOptions }), {
        name: 5,
        extra: 1,
      });
      expect({ ...owner }).toEqual({ name: '5' });
    });

    test.each([null, 1, 'a', true, [], [{ name: 'a' }]])('%j is no object', async (input) => {
      expect(await thrownBy(parse(schemaOf(Owner), input))).toMatchObject({
        kind: 'invalid-parameter',
        names: [],
      });
    });

    test.each([
      '{"name":"a","constructor":1}',
      '{"name":"a","more":{"constructor":"a"}}',
      '{"name":"a","more":[[{"constructor":{"prototype":{}}}]]}',
    ])('%s names a constructor, which class-transformer would call', async (text) => {
      expect(await thrownBy(parse(schemaOf(Owner), JSON.parse(text)))).toMatchObject({
        kind: 'invalid-parameter',
        names: ['constructor'],
      });
    });

    test('takes null for missing, as class-validator does', async () => {
      expect(await thrownBy(parse(schemaOf(Owner), { name: null }))).toMatchObject({
        kind: 'missing-parameter',
        names: ['name'],
      });
    });
  });
});

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
    ['what only a prototype has', ['toString'], 'missing-parameter', ['toString']],
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

  test('that gives falsy issues is content', async () => {
    const validate = () => ({ value: 'parsed', issues: null as unknown as undefined });
    const schema = { '~standard': { version: 1, vendor: 'own', validate } } as const;
    expect(await parse(schema, 'a')).toBe('parsed');
    expect(await parse(schema, undefined)).toBe('parsed');
  });

  test('without a body, one that needs nothing is parsed as empty', async () => {
    expect(await parse(z.object({ limit: z.number().default(20) }), undefined)).toEqual({ limit: 20 });
  });

  test('without a body, no object is asked for', async () => {
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
  ])('of %s: what a rule of yours throws is its own, once', async (_vendor, schema) => {
    asked.mockClear();
    expect(await thrownBy(parse(schema, {}))).toBe(crash);
    await settle();
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

describe('Joi', () => {
  const consent = Joi.object({
    account: Joi.array().items(Joi.object({ number: Joi.string().required() })),
    org_code: Joi.string().empty('').required(),
  });

  const bodies: [body: object, kind: FailureKind, names: string[]][] = [
    [{}, 'missing-parameter', ['org_code']],
    [{ org_code: '' }, 'missing-parameter', ['org_code']],
    [{ account: [{}, { number: 1 }] }, 'missing-parameter', ['account.0.number', 'org_code']],
    [{ account: [{ number: 1 }], org_code: 'a' }, 'invalid-parameter', ['account.0.number']],
    [{ org_code: null, extra: 1 }, 'invalid-parameter', ['org_code', 'extra']],
  ];

  test.each(bodies)('%j is %s of %j', (body, kind, names) => {
    const { error } = consent.validate(body, { abortEarly: false });
    expect(failureOfJoi(error as Joi.ValidationError)).toMatchObject({ kind, names, cause: error });
  });

  test.each(bodies)('%j is %s of %j as a Standard Schema, too', async (body, kind, names) => {
    expect(await thrownBy(parse(consent, body))).toMatchObject({ kind, names });
  });
});

describe('Ajv', () => {
  // What Fastify does without: every error, and the values with them.
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });

  test.each<[schema: object, body: unknown, kind: FailureKind, names: string[]]>([
    [{ required: ['a', 'b'] }, {}, 'missing-parameter', ['a', 'b']],
    [{ dependencies: { a: ['b'] } }, { a: 1 }, 'missing-parameter', ['b']],
    [{ properties: { a: { type: 'string' } }, required: ['b'] }, { a: 1 }, 'missing-parameter', ['b']],
    [
      { properties: { a: { type: 'string', maxLength: 1, enum: ['a'] } } },
      { a: 'secret' },
      'invalid-parameter',
      ['a'],
    ],
    [{ additionalProperties: false }, { '<a>': 1 }, 'invalid-parameter', ['a']],
    [{ propertyNames: { maxLength: 1 } }, { abc: 1 }, 'invalid-parameter', ['abc']],
    [
      { items: { properties: { n: { type: 'number' } } } },
      [{ n: 1 }, { n: 'a' }],
      'invalid-parameter',
      ['1.n'],
    ],
    [{ anyOf: [{ required: ['a'] }, { required: ['b'] }] }, {}, 'missing-parameter', ['a', 'b']],
    [{ type: 'object' }, 'secret', 'invalid-parameter', []],
  ])('%j: %j is %s of %j', (schema, body, kind, names) => {
    const validate = ajv.compile(schema);
    expect(validate(body)).toBe(false);
    expect(failureOfAjv(validate.errors)).toMatchObject({ kind, names });
  });
});
