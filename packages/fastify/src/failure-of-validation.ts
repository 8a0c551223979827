import { Failure } from '@oryu/core';

/** What Fastify adds to the error of a schema: the part of the request, and the findings where Ajv made them. */
interface ValidationError extends Error {
  readonly validationContext: 'body' | 'headers' | 'params' | 'querystring';
  readonly validation?: readonly Finding[];
}

interface Finding {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: { readonly missingProperty?: string };
}

const parts: ReadonlySet<unknown> = new Set(['body', 'headers', 'params', 'querystring']);

/** Whether Fastify's validation has marked an error. */
export function isValidationError(thrown: unknown): thrown is ValidationError {
  return thrown instanceof Error && parts.has((thrown as Partial<ValidationError>).validationContext);
}

/** What is missing counts before what is wrong. Validators other than Ajv name nothing. */
export function failureOfValidation(error: ValidationError): Failure {
  const { validation, validationContext } = error;
  const findings = Array.isArray(validation) ? (validation as readonly Finding[]) : [];
  const missing = findings.filter(({ params }) => params?.missingProperty !== undefined);
  const names = (missing.length > 0 ? missing : findings).map(nameOf);
  const fault = missing.length > 0 ? 'missing' : 'invalid';
  return new Failure(`${fault}-${validationContext === 'headers' ? 'header' : 'parameter'}`, {
    names,
    cause: error,
  });
}

/** `/account/0` with `number` missing becomes `account.0.number`. */
function nameOf({ instancePath, params }: Finding): string {
  return [...instancePath.split('/').slice(1), params?.missingProperty ?? ''].filter(Boolean).join('.');
}
