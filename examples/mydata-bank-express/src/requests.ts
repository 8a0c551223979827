import { Failure, isTransactionId, MyDataError } from '@oryu/core';
import { parse } from '@oryu/validation';
import { schemaOf } from '@oryu/validation/class-validator';
import { Equals, IsIn, IsOptional, Matches, ValidateBy } from 'class-validator';
import type { Request } from 'express';
import { orgCode } from './bank.js';
import { isDate } from './time.js';

const IsDate = () => ValidateBy({ name: 'isDate', validator: { validate: isDate } });
/** 1 to 500. */
const IsLimit = () => Matches(/^([1-9]\d?|[1-4]\d\d|500)$/);
const IsTimestamp = () => Matches(/^(0|\d{14})$/);
const IsText = (length: number) => Matches(new RegExp(`^[\\x21-\\x7e]{1,${length}}$`));
const IsAlphanumeric = (length: number) => Matches(new RegExp(`^[A-Za-z0-9]{1,${length}}$`));

class OrganisationRequest {
  @IsAlphanumeric(10) org_code!: string;
}

export class ApisRequest extends OrganisationRequest {
  @IsAlphanumeric(50) client_id!: string;
}

export class ConsentsRequest extends OrganisationRequest {}

export class AccountsRequest extends OrganisationRequest {
  @IsOptional() @IsTimestamp() search_timestamp?: string;
  @IsOptional() @Matches(/^\d{4}\.[A-Za-z0-9]{1,20}$/) next_page?: string;
  @IsLimit() limit!: string;
}

export class AccountRequest extends OrganisationRequest {
  @IsAlphanumeric(20) account_num!: string;
  @IsTimestamp() search_timestamp!: string;
}

export class TransactionsRequest extends OrganisationRequest {
  @IsAlphanumeric(20) account_num!: string;
  @IsDate() from_date!: string;
  @IsDate() to_date!: string;
  @IsOptional() @Matches(/^\d{14}\.\d{1,9}$/) next_page?: string;
  @IsLimit() limit!: string;
}

export class AuthorizeRequest extends OrganisationRequest {
  @Equals('code') response_type!: string;
  @IsText(100) app_scheme!: string;
  @IsAlphanumeric(40) state!: string;
}

export class GrantRequest {
  @IsIn(['authorization_code', 'refresh_token']) grant_type!: 'authorization_code' | 'refresh_token';
}

export class ClientRequest extends OrganisationRequest {
  @IsAlphanumeric(50) client_id!: string;
  @IsAlphanumeric(50) client_secret!: string;
}

export class AuthorizationCodeRequest extends ClientRequest {
  @IsText(128) code!: string;
  @IsText(100) redirect_uri!: string;
}

export class RefreshTokenRequest extends ClientRequest {
  @IsText(1500) refresh_token!: string;
  @IsOptional() @Matches(/^[\x20-\x7e]{1,128}$/) scope?: string;
}

export class RevokeRequest extends ClientRequest {
  @IsText(1500) token!: string;
}

/** The parameters of a request as an object of `type`: a query, a form or a JSON body. */
export function parameters<Type extends object>(type: new () => Type, source: unknown): Promise<Type> {
  return parse(schemaOf(type), source);
}

/** The same for the bank's APIs, where an organisation code that is not this bank's has a code of its own. */
export async function bankParameters<Type extends OrganisationRequest>(
  type: new () => Type,
  source: unknown,
): Promise<Type> {
  const request = await parameters(type, source);
  if (request.org_code !== orgCode) throw new MyDataError(40303);
  return request;
}

export async function bankBody<Type extends OrganisationRequest>(
  type: new () => Type,
  request: Request,
): Promise<Type> {
  requireContentType(request, 'application/json');
  return bankParameters(type, request.body);
}

/** The same for OAuth, where it is a wrong parameter like any other. */
export async function oauthParameters<Type extends OrganisationRequest>(
  type: new () => Type,
  source: unknown,
): Promise<Type> {
  const request = await parameters(type, source);
  if (request.org_code !== orgCode) throw new Failure('invalid-parameter', { names: ['org_code'] });
  return request;
}

const headers = {
  authorization: (value: string) => /^Bearer [\x21-\x7e]{1,1500}$/.test(value),
  'x-api-tran-id': isTransactionId,
  'x-api-type': (value: string) => /^(scheduled|user-consent|user-refresh|user-search)$/.test(value),
  'x-user-ci': (value: string) => /^[A-Za-z0-9+/=]{1,100}$/.test(value),
};

export function requireHeaders(request: Request, ...names: (keyof typeof headers)[]): void {
  const missing = names.filter((name) => !request.get(name));
  if (missing.length > 0) throw new Failure('missing-header', { names: missing });
  const invalid = names.filter((name) => !headers[name](request.get(name) ?? ''));
  if (invalid.length > 0) throw new Failure('invalid-header', { names: invalid });
}

export function requireContentType(request: Request, type: string): void {
  if (request.is(type) === false) throw new Failure('unsupported-media-type');
}
