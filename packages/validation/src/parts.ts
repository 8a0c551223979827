import { memberOf, ownMembers, type RequestPart } from '@oryu/core/binding';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { parseAll } from './standard-schema.js';

/** A framework's names for the parts of a request, and the part behind each. */
export type Parts<Name extends string> = Readonly<Record<Name, RequestPart>>;

/** A schema for each part of a request that is to be validated. */
export type Schemas<Name extends string> = { readonly [Part in Name]?: StandardSchemaV1 };

/** The values that the schemas make of a request. */
export type Parsed<Given> = {
  readonly [Name in keyof Given]: Given[Name] extends StandardSchemaV1
    ? StandardSchemaV1.InferOutput<Given[Name]>
    : undefined;
};

/**
 * Returns a parser that validates each part of a request against its schema.
 *
 * @throws TypeError for an unknown part, and for a value that is not a schema
 */
export function createRequestParser<Name extends string, Given extends Schemas<Name>>(
  schemas: Given,
  parts: Parts<Name>,
): (inputs: { readonly [Part in Name]?: unknown }) => Promise<Parsed<Given>> {
  const given = Object.entries(schemas) as [Name, StandardSchemaV1][];
  for (const [name, schema] of given) {
    if (!Object.hasOwn(parts, name)) {
      const names = Object.keys(parts).join(', ');
      throw new TypeError(
        `validate() does not know ${JSON.stringify(name)}; the parts of a request are ${names}`,
      );
    }
    assertSchema(schema, name);
  }
  return async (inputs) => {
    const toValidate = given.map(([name, schema]) => ({
      schema,
      input: memberOf(inputs, name),
      part: parts[name],
    }));
    const values = await parseAll(toValidate);
    return ownMembers(
      Object.fromEntries(given.map(([name], index) => [name, values[index]])),
    ) as Parsed<Given>;
  };
}

/** Throws a TypeError for a value that is not a Standard Schema. */
export function assertSchema(schema: StandardSchemaV1, name: string): void {
  if (typeof schema?.['~standard']?.validate === 'function') return;
  throw new TypeError(
    `${name} needs a Standard Schema (zod, valibot, ArkType, Joi 18), or schemaOf(a class) of @oryu/validation/class-validator`,
  );
}

/** What a framework's `validate` makes has beside its call. */
export interface Validated<Given> {
  /**
   * The values that the schemas made of a request, typed.
   * @throws TypeError if the request has not come through
   */
  of(request: object): Parsed<Given>;
}

/** The parts of a request as Express, Fastify and Koa call them. */
export type PartName = 'body' | 'headers' | 'params' | 'query';

const parts: Parts<PartName> = { body: 'body', headers: 'header', params: 'path', query: 'query' };

/** A {@link createRequestParser} for Express, Fastify and Koa that stores the parsed parts by request. */
export function createStoringParser<Given extends Schemas<PartName>>(
  schemas: Given,
): Validated<Given> & {
  parse(request: object, inputs: { readonly [Part in PartName]?: unknown }): Promise<void>;
} {
  const parse = createRequestParser(schemas, parts);
  const kept = new WeakMap<object, Parsed<Given>>();
  return {
    async parse(request, inputs) {
      kept.set(request, await parse(inputs));
    },
    of(request) {
      const parsed = kept.get(request);
      if (parsed === undefined)
        throw new TypeError('validate() has not run for this request: mount it before the handler');
      return parsed;
    },
  };
}
