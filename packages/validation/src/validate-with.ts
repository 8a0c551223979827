import { memberOf } from '@oryu/core/binding';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { isJoiError, isMissing } from './joi-error.js';

type Result = StandardSchemaV1.Result<unknown>;

/** The methods of zod and Joi that do more than the standard one. */
interface Own {
  safeParseAsync?(input: unknown): Promise<{ data?: unknown; error?: StandardSchemaV1.FailureResult }>;
  validateAsync?(input: unknown, options: { abortEarly: boolean }): Promise<unknown>;
}

/** Validates a value against a schema. It throws the errors of the schema's own rules. */
export async function validateWith(schema: StandardSchemaV1 & Own, input: unknown): Promise<Result> {
  const { vendor, validate } = schema['~standard'];
  if (vendor === 'zod' && schema.safeParseAsync !== undefined) {
    // The standard method runs asynchronous rules twice and does not handle the rejection of the first run.
    const result = await schema.safeParseAsync(input);
    const error = memberOf(result, 'error');
    return error === undefined ? { value: memberOf(result, 'data') } : { issues: error.issues };
  }
  if (vendor === 'joi' && schema.validateAsync !== undefined) {
    // The standard method stops at the first issue, and turns an error of a rule into an issue.
    try {
      return { value: await schema.validateAsync(input, { abortEarly: false }) };
    } catch (thrown) {
      if (!isJoiError(thrown)) throw thrown;
      return { issues: thrown.details.map((detail) => ({ ...detail, isMissing: isMissing(detail) })) };
    }
  }
  return validate(input);
}
