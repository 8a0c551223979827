import { readFileSync } from 'node:fs';
import Joi from 'joi';
import { z } from 'zod';
import {
  failureOfAjv,
  failureOfClassValidator,
  failureOfJoi,
  failureOfStandardSchema,
  parse,
} from './index.js';

const source = readFileSync(new URL(import.meta.url), 'utf8').split('\n');

/** The line of this file that the first frame of a stack points to. Of what is awaited, Node may have run the tick. */
function firstSource({ stack = '' }: Error): string | undefined {
  const [headline, first] = stack.split('\n').filter((line) => !line.includes('node:internal/'));
  expect(headline).toMatch(/^Failure: (missing|invalid)-parameter$/);
  return source[Number(/stacks\.test\.ts:(\d+):/.exec(first ?? '')?.[1]) - 1]?.trim();
}

const Consent = z.object({ org_code: z.string() });

describe('the stack of a validator’s failure begins with the caller', () => {
  test('of parse, awaited', async () => {
    async function handle(): Promise<unknown> {
      await Promise.resolve();
      const consent = await parse(Consent, {});
      return consent;
    }
    const failure: Error = await handle().then(
      () => Promise.reject('nothing'),
      (thrown) => thrown,
    );
    expect(firstSource(failure)).toBe('const consent = await parse(Consent, {});');
  });

  test('of failureOfStandardSchema', () => {
    const failure = failureOfStandardSchema([{ message: '', path: ['a'] }], {});
    expect(firstSource(failure)).toBe(
      "const failure = failureOfStandardSchema([{ message: '', path: ['a'] }], {});",
    );
  });

  test('of failureOfAjv', () => {
    const failure = failureOfAjv([{ instancePath: '/a' }]);
    expect(firstSource(failure)).toBe("const failure = failureOfAjv([{ instancePath: '/a' }]);");
  });

  test('of failureOfClassValidator', () => {
    const failure = failureOfClassValidator([{ property: 'a', constraints: {} }]);
    expect(firstSource(failure)).toBe(
      "const failure = failureOfClassValidator([{ property: 'a', constraints: {} }]);",
    );
  });

  test('of failureOfJoi', () => {
    const failure = failureOfJoi(Joi.required().validate(undefined).error as Joi.ValidationError);
    expect(firstSource(failure)).toBe(
      'const failure = failureOfJoi(Joi.required().validate(undefined).error as Joi.ValidationError);',
    );
  });
});

test('an error that a rule of a schema throws keeps its own stack', async () => {
  const thrown = new Error('of a rule');
  const { stack } = thrown;
  const Broken = z.string().refine(() => {
    throw thrown;
  });
  await expect(parse(Broken, 'a')).rejects.toBe(thrown);
  expect(thrown.stack).toBe(stack);
});
