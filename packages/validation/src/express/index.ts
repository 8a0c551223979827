/**
 * Validation for Express 5 and 4.
 *
 * @module
 */
import { Failure } from '@oryu/core';
import { createStoringParser, type PartName, type Schemas, type Validated } from '../parts.js';

export type { Parsed } from '../parts.js';

/** What is thrown here says nothing: `cause` was thrown elsewhere. */
class Unexpected extends Failure {
  static override stackTraceLimit = 0;
}

/** A request handler of Express. */
export interface ValidatingHandler<Given> extends Validated<Given> {
  (request: object, response: object, next: (error?: unknown) => void): void;
}

/**
 * Validates requests before the handlers behind it, parts by name. The request stays as it came; what the
 * schemas made of it is had by `of`. Body parsers come first.
 *
 * @param schemas a Standard Schema for each part; names of headers are in lower case
 * @throws TypeError for an unknown part, and for a value that is not a schema
 *
 * @example
 * const page = validate({ query: Page, headers: Headers });
 * app.get('/v2/bank/accounts', page, (request, response) => {
 *   const { limit } = page.of(request).query;
 * });
 */
export function validate<Given extends Schemas<PartName>>(schemas: Given): ValidatingHandler<Given> {
  const { parse, of } = createStoringParser(schemas);
  const handler = (request: object, _response: object, next: (error?: unknown) => void) => {
    // Express does not take some values for errors: falsy ones, 'route' and 'router'.
    const fail = (thrown: unknown) =>
      next(thrown instanceof Error ? thrown : new Unexpected('unexpected', { cause: thrown }));
    parse(request, request).then(() => next(), fail);
  };
  return Object.assign(handler, { of });
}
