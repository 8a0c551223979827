/**
 * Validation for Koa 3 and 2.
 *
 * @module
 */
import { memberOf } from '@oryu/core/binding';
import { createStoringParser, type PartName, type Schemas, type Validated } from '../parts.js';

export type { Parsed } from '../parts.js';

/** A middleware of Koa. */
export interface ValidatingMiddleware<Given> extends Validated<Given> {
  (ctx: object, next: () => Promise<unknown>): Promise<unknown>;
}

/** The members of a context, body parser and router included. */
interface Context {
  readonly request: { readonly body?: unknown };
  readonly headers: unknown;
  readonly params?: unknown;
  readonly query: unknown;
}

/**
 * Validates requests before the middleware behind it, parts by name. The context stays as it came; what the
 * schemas made of it is had by `of`. Body parsers come first.
 *
 * @param schemas a Standard Schema for each part; names of headers are in lower case
 * @throws TypeError for an unknown part, and for a value that is not a schema
 *
 * @example
 * const page = validate({ query: Page, headers: Headers });
 * router.get('/v2/bank/accounts', page, (ctx) => {
 *   const { limit } = page.of(ctx).query;
 * });
 */
export function validate<Given extends Schemas<PartName>>(schemas: Given): ValidatingMiddleware<Given> {
  const { parse, of } = createStoringParser(schemas);
  const middleware = async (ctx: object, next: () => Promise<unknown>) => {
    const { request, headers, query } = ctx as Context;
    const body = memberOf(request, 'body');
    await parse(ctx, { body, headers, params: memberOf(ctx as Context, 'params'), query });
    return next();
  };
  return Object.assign(middleware, { of });
}
