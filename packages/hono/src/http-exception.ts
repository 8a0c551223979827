import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

/** Whether a value is an HTTPException of this or another copy of Hono. Its class tells, not its members. */
export function isHttpException(thrown: unknown): thrown is HTTPException {
  if (!(thrown instanceof Error)) return false;
  for (let proto: object | null = thrown; proto !== null; proto = Object.getPrototypeOf(proto)) {
    const isClass = proto !== thrown && Object.hasOwn(proto, 'getResponse');
    if (isClass && proto.constructor.name === 'HTTPException') return true;
  }
  return thrown instanceof HTTPException;
}

/** The response to send for an HTTPException that is not an error: a redirect, for example. */
export function responseOf(thrown: unknown, context: Context): Response | undefined {
  try {
    if (!isHttpException(thrown)) return undefined;
    const { status, res } = thrown;
    if (res === undefined || !isSuccess(status) || !isSuccess(res.status)) return undefined;
    // A body can be sent only once.
    if (res.bodyUsed || res.body?.locked) return undefined;
    return context.newResponse(res.body, { status, headers: res.headers });
  } catch {
    // A Proxy may throw when it is read, and a Response of status 204 cannot be built with a body.
    return undefined;
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 400;
}
