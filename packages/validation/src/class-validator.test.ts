import 'reflect-metadata';
import type { FailureKind } from '@oryu/core';
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
import { thrownBy } from '../../../test/support/thrown-by.js';
import { schemaOf } from './class-validator/index.js';
import { type ClassValidatorError, failureOfClassValidator, parse } from './index.js';

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
    ['an unknown member', { 'a-b': 1 }, 'invalid-parameter', ['a-b'], strict],
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

  test('errors that are nested deeper than the call stack are named like any other', () => {
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
    test('returns an instance', async () => {
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

    test.each([null, 1, 'a', true, [], [{ name: 'a' }]])('%j is not an object', async (input) => {
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

    test('treats null as missing, as class-validator does', async () => {
      expect(await thrownBy(parse(schemaOf(Owner), { name: null }))).toMatchObject({
        kind: 'missing-parameter',
        names: ['name'],
      });
    });
  });
});
