import type { StandardSchemaV1 } from '@standard-schema/spec';
import { isJoiError, isMissing } from './joi-error.js';

type Result = StandardSchemaV1.Result<unknown>;

/** What zod and Joi do by interfaces of their own, and not by the standard one. */
interface Own {
  safeParseAsync?(input: unknown): Promise<{ data?: unknown; error?: StandardSchemaV1.FailureResult }>;
  validateAsync?(input: unknown, options: { abortEarly: boolean }): Promise<unknown>;
}

/** Asks a schema. What a rule of its author throws is thrown. */
export async function run(schema: StandardSchemaV1 & Own, input: unknown): Promise<Result> {
  const { vendor, validate } = schema['~standard'];
  if (vendor === 'zod' && schema.safeParseAsync !== undefined) {
    // The standard one runs asynchronous rules twice, and leaves the rejection of the first to nobody.
    const { data, error } = await schema.safeParseAsync(input);
    return error === undefined ? { value: data } : { issues: error.issues };
  }
  if (vendor === 'joi' && schema.validateAsync !== undefined) {
    // The standard one stops at the first issue, and takes what a rule throws for another.
    try {
      return { value: await schema.validateAsync(input, { abortEarly: false }) };
    } catch (thrown) {
      if (!isJoiError(thrown)) throw thrown;
      return { issues: thrown.details.map((detail) => ({ ...detail, isMissing: isMissing(detail) })) };
    }
  }
  return validate(input);
}
