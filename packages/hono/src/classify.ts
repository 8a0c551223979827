import { Failure } from '@oryu/core';
import { kindOfStatus, optionsOfHeaders } from '@oryu/core/binding';
import { failureOfBody } from '@oryu/core/fetch';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

/** How the messages of Hono's validator begin if a body could not be parsed. */
const malformed = /^Malformed (JSON|FormData)\b/;

/** The failure of Hono's own errors: those of its middleware, its validator and its body parsing. */
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

/** The response to send for an HTTPException that is not an error: a redirect, for example. */
export function responseOf(thrown: unknown, context: Context): Response | undefined {
  try {
    if (!isHttpException(thrown)) return undefined;
    const { status, res } = thrown;
    if (res === undefined || !isNoError(status) || !isNoError(res.status)) return undefined;
    // A body can be sent only once.
    if (res.bodyUsed || res.body?.locked) return undefined;
    return context.newResponse(res.body, { status, headers: res.headers });
  } catch {
    // A Proxy refuses every question; a 204 is refused its body.
    return undefined;
  }
}

function isNoError(status: number): boolean {
  return status >= 200 && status < 400;
}

/** Of this copy of Hono, or of another: told by its class, never by members that anything may have. */
function isHttpException(thrown: unknown): thrown is HTTPException {
  if (!(thrown instanceof Error)) return false;
  for (let proto: object | null = thrown; proto !== null; proto = Object.getPrototypeOf(proto)) {
    const isClass = proto !== thrown && Object.hasOwn(proto, 'getResponse');
    if (isClass && proto.constructor.name === 'HTTPException') return true;
  }
  return thrown instanceof HTTPException;
}
