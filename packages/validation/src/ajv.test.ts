import 'reflect-metadata';
import type { FailureKind } from '@oryu/core';
import { Ajv } from 'ajv';
import { failureOfAjv } from './index.js';

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
