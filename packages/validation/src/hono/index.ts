/**
 * Validation for Hono 4.
 *
 * @module
 */
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Context, Env, MiddlewareHandler, ValidationTargets } from 'hono';
import { validator } from 'hono/validator';
import { createRequestParser, type Parsed, type Parts, type Schemas } from '../parts.js';

export type { Parsed } from '../parts.js';

/** The input that `hc`, Hono's client, has to send. */
export type Sent<Given> = {
  [Target in keyof Given]: Given[Target] extends StandardSchemaV1
    ? StandardSchemaV1.InferInput<Given[Target]>
    : undefined;
};

type Target = Exclude<keyof ValidationTargets, 'cookie'>;

const parts: Parts<Target> = { json: 'body', form: 'body', query: 'query', param: 'path', header: 'header' };

/**
 * Validates requests before the handlers behind it, parts by Hono's own names and read as Hono's `validator`
 * reads them. `c.req.valid` returns the values that the schemas made of a request.
 *
 * @param schemas a Standard Schema for each part; names of headers are in lower case
 * @throws TypeError for an unknown part, and for a value that is not a schema
 *
 * @example
 * app.get('/v2/bank/accounts', validate({ query: Page, header: Headers }), (c) => {
 *   const { limit } = c.req.valid('query');
 * });
 */
export function validate<Given extends Schemas<Target>>(
  schemas: Given,
): MiddlewareHandler<Env, string, { in: Sent<Given>; out: Parsed<Given> }> {
  const parse = createRequestParser(schemas, parts);
  const targets = Object.keys(schemas) as Target[];
  const readers = targets.map((target) => validator(target, (input) => input));
  return async (context, next) => {
    for (const read of readers) await read(context as unknown as Context, async () => {});
    const inputs = targets.map((target) => [target, context.req.valid(target as never)] as const);
    const parsed = await parse(Object.fromEntries(inputs));
    for (const target of targets) context.req.addValidatedData(target, parsed[target] as object);
    await next();
  };
}
