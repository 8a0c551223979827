import { type AjvError, type Failure, failureOfAjv, type RequestPart } from '@oryu/core';

/** What Fastify adds to the error of a schema: the part of the request, and the errors where Ajv made them. */
interface ValidationError extends Error {
  readonly validationContext: 'body' | 'headers' | 'params' | 'querystring';
  readonly validation?: readonly AjvError[];
}

const parts: ReadonlyMap<unknown, RequestPart> = new Map<unknown, RequestPart>([
  ['body', 'body'],
  ['headers', 'header'],
  ['params', 'path'],
  ['querystring', 'query'],
]);

/** Whether Fastify's validation has marked an error. */
export function isValidationError(thrown: unknown): thrown is ValidationError {
  return thrown instanceof Error && parts.has((thrown as Partial<ValidationError>).validationContext);
}

/** Validators other than Ajv name nothing. */
export function failureOfValidation(error: ValidationError): Failure {
  const { validation, validationContext } = error;
  const errors = Array.isArray(validation) ? (validation as readonly AjvError[]) : [];
  return failureOfAjv(errors, parts.get(validationContext) as RequestPart, error);
}
