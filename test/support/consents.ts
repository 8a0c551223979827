import 'reflect-metadata';
import { schemaOf } from '@oryu/validation/class-validator';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type } from 'arktype';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsString, Matches, Max, Min, ValidateNested } from 'class-validator';
import type { FastifySchema } from 'fastify';
import Joi from 'joi';
import * as v from 'valibot';
import { z } from 'zod';

/**
 * One request, `POST /consents/:customer?limit=20`, as each library describes it: numbers that arrive as text,
 * an array of objects, and no member of the body beside those named.
 */

const orgCode = /^[A-Z]{5}$/;
const digits = /^\d{1,10}$/;
const apiTypes = ['scheduled', 'user-search'] as const;

export class Account {
  @Matches(digits) number!: string;
}

export class ConsentBody {
  @IsArray() @ValidateNested({ each: true }) @Type(() => Account) account!: Account[];
  @IsString() @Matches(orgCode) org_code!: string;
}

export class ConsentHeaders {
  @IsIn(apiTypes) 'x-api-type'!: string;
}

export class ConsentPath {
  @Matches(digits) customer!: string;
}

export class ConsentQuery {
  @Type(() => Number) @IsInt() @Min(1) @Max(500) limit!: number;
}

export const strict = { whitelist: true, forbidNonWhitelisted: true };

/** The parts of the request, by the names that most frameworks have for them. */
export type Schemas = Record<'body' | 'headers' | 'params' | 'query', StandardSchemaV1>;

export const schemas = {
  'class-validator': {
    body: schemaOf(ConsentBody, strict),
    headers: schemaOf(ConsentHeaders),
    params: schemaOf(ConsentPath),
    query: schemaOf(ConsentQuery),
  },
  zod: {
    body: z.strictObject({
      account: z.array(z.strictObject({ number: z.string().regex(digits) })),
      org_code: z.string().regex(orgCode),
    }),
    headers: z.object({ 'x-api-type': z.enum(apiTypes) }),
    params: z.object({ customer: z.string().regex(digits) }),
    query: z.object({ limit: z.coerce.number().int().min(1).max(500) }),
  },
  valibot: {
    body: v.strictObject({
      account: v.array(v.strictObject({ number: v.pipe(v.string(), v.regex(digits)) })),
      org_code: v.pipe(v.string(), v.regex(orgCode)),
    }),
    headers: v.object({ 'x-api-type': v.picklist(apiTypes) }),
    params: v.object({ customer: v.pipe(v.string(), v.regex(digits)) }),
    query: v.object({
      limit: v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(500)),
    }),
  },
  arktype: {
    body: type({
      '+': 'reject',
      account: type({ '+': 'reject', number: digits }).array(),
      org_code: orgCode,
    }),
    headers: type({ 'x-api-type': "'scheduled' | 'user-search'" }),
    params: type({ customer: digits }),
    query: type({ limit: 'string.integer.parse |> 1 <= number <= 500' }),
  },
  joi: {
    body: Joi.object({
      account: Joi.array()
        .items(Joi.object({ number: Joi.string().pattern(digits).required() }))
        .required(),
      org_code: Joi.string().pattern(orgCode).required(),
    }).required(),
    headers: Joi.object({ 'x-api-type': Joi.valid(...apiTypes).required() }).unknown(),
    params: Joi.object({ customer: Joi.string().pattern(digits).required() }),
    query: Joi.object({ limit: Joi.number().integer().min(1).max(500).required() }),
  },
} satisfies Record<string, Schemas>;

const text = (pattern: RegExp) => ({ type: 'string', pattern: pattern.source });

/** For Ajv, as Fastify uses it. */
export const jsonSchema: FastifySchema = {
  body: {
    type: 'object',
    required: ['account', 'org_code'],
    additionalProperties: false,
    properties: {
      account: {
        type: 'array',
        items: {
          type: 'object',
          required: ['number'],
          additionalProperties: false,
          properties: { number: text(digits) },
        },
      },
      org_code: text(orgCode),
    },
  },
  headers: {
    type: 'object',
    required: ['x-api-type'],
    properties: { 'x-api-type': { enum: apiTypes } },
  },
  params: { type: 'object', required: ['customer'], properties: { customer: text(digits) } },
  querystring: {
    type: 'object',
    required: ['limit'],
    properties: { limit: { type: 'integer', minimum: 1, maximum: 500 } },
  },
};
