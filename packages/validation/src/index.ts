/**
 * The findings of validators, as failures that every standard of Oryu can answer.
 *
 * @module
 */
export type { RequestPart } from '@oryu/core/binding';
export { type AjvError, failureOfAjv } from '@oryu/platforms/ajv';
export { type ClassValidatorError, failureOfClassValidator } from './class-validator-errors.js';
export { failureOfJoi, type JoiError } from './joi-error.js';
export { failureOfStandardSchema, parse } from './standard-schema.js';
