import { Failure } from '@oryu/core';
import { kindOfStatus, optionsOfHeaders } from '@oryu/core/binding';
import { failureOfBody } from '@oryu/core/fetch';
import type { Context } from 'hono';
import { isHttpException } from './http-exception.js';

/** The messages of Hono's validator begin so if a body cannot be parsed. */
const malformed = /^Malformed (JSON|FormData)\b/;

/** The failure that an error of Hono's middleware, its validator or its body parsing means. */
export function classify(thrown: unknown, context: Context): Failure | undefined {
  const ofBody = failureOfBody(thrown, context.req, context.req.raw);
  if (ofBody !== undefined) return ofBody;
  if (!isHttpException(thrown)) return undefined;
  const { status, message, res } = thrown;
  const isMalformed = status === 400 && malformed.test(message);
  return new Failure(isMalformed ? 'malformed-body' : kindOfStatus(status), {
    ...optionsOfHeaders(res && Object.fromEntries(res.headers)),
    cause: thrown,
  });
}
