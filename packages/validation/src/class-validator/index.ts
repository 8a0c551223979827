import { ownMembers } from '@oryu/core/binding';
/**
 * Classes of class-validator as Standard Schemas.
 *
 * @module
 */
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type ClassConstructor, type ClassTransformOptions, plainToInstance } from 'class-transformer';
import { type ValidatorOptions, validate } from 'class-validator';
import { leavesOf } from '../class-validator-errors.js';
import type { Issue } from '../standard-schema.js';

/** The options of class-validator, and those of class-transformer, as Nest's `ValidationPipe` takes them. */
export interface SchemaOptions extends ValidatorOptions {
  readonly transformOptions?: ClassTransformOptions;
}

/**
 * Makes a Standard Schema of a class: class-transformer makes an instance, class-validator validates it.
 *
 * @example
 * const page = validate({ query: schemaOf(Page, { whitelist: true, forbidNonWhitelisted: true }) });
 */
export function schemaOf<Instance extends object>(
  type: ClassConstructor<Instance>,
  given: SchemaOptions = {},
): StandardSchemaV1<unknown, Instance> {
  const { transformOptions, ...others } = ownMembers(given);
  const options = ownMembers(others);
  const parse = async (input: unknown): Promise<StandardSchemaV1.Result<Instance>> => {
    if (typeof input !== 'object' || input === null || Array.isArray(input))
      return { issues: [{ message: 'an object is needed' }] };
    if (namesConstructor(input)) {
      const issue: Issue = { message: 'no such name', path: ['constructor'], isMissing: false };
      return { issues: [issue] };
    }
    const value = plainToInstance(type, input, transformOptions);
    const errors = await validate(value, options);
    return errors.length === 0 ? { value } : { issues: leavesOf(errors) };
  };
  return { '~standard': { version: 1, vendor: 'class-validator', validate: parse } };
}

/** class-transformer takes it for the class to make, at any depth. */
function namesConstructor(input: object): boolean {
  const objects = new Set([input]);
  for (const object of objects) {
    if (Object.hasOwn(object, 'constructor')) return true;
    for (const value of Object.values(object) as unknown[])
      if (typeof value === 'object' && value !== null) objects.add(value);
  }
  return false;
}
