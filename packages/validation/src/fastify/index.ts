/**
 * Validation for Fastify 5 and 4, by a hook. `@oryu/fastify` itself answers the findings of a route's JSON Schema.
 *
 * @module
 */
import { createStoringParser, type PartName, type Schemas, type Validated } from '../parts.js';

export type { Parsed } from '../parts.js';

/** A hook of Fastify. */
export interface ValidatingHook<Given> extends Validated<Given> {
  (request: object, reply: object): Promise<void>;
}

/**
 * Validates requests in a hook, parts by name. The request stays as it came; what the schemas made of it is had
 * by `of`.
 *
 * @param schemas a Standard Schema for each part; names of headers are in lower case
 * @throws TypeError for an unknown part, and for a value that is not a schema
 *
 * @example
 * const page = validate({ query: Page, headers: Headers });
 * app.get('/v2/bank/accounts', { preValidation: page }, async (request) => {
 *   const { limit } = page.of(request).query;
 * });
 */
export function validate<Given extends Schemas<PartName>>(schemas: Given): ValidatingHook<Given> {
  const { parse, of } = createStoringParser(schemas);
  return Object.assign((request: object, _reply: object) => parse(request, request), { of });
}
