import { memberOf } from '../own.js';
import { failureOfStatus } from './of-status.js';
import type { Translator } from './translator.js';

/** A class of errors, also an abstract one. */
type ErrorType = abstract new (...args: never[]) => Error;

interface WithStatus extends Error {
  readonly status?: unknown;
  readonly statusCode?: unknown;
}

/**
 * A translator for your own error classes: reads the `status` or `statusCode` of their instances, as a member or a
 * getter. Other members, texts and headers are not read. A status of 500 stays unexpected. Give only classes of your
 * own, never one of an HTTP client: its status is that of another server.
 *
 * `ownStatus(Error)` reads plain errors, such as `Object.assign(new Error('…'), { status: 404 })`: an Error without a
 * class of its own that has no other member. Some plugins of Fastify throw these. Do not use it if an HTTP client of
 * yours throws them, too.
 *
 * @throws TypeError if nothing is given, or something that is not a class of errors
 *
 * @example
 * providerErrors(mydata(), { translate: ownStatus(AppError) });
 */
export function ownStatus(...classes: readonly [ErrorType, ...ErrorType[]]): Translator {
  if (classes.length === 0 || !classes.every(isErrorType))
    throw new TypeError('ownStatus takes classes of errors: ownStatus(AppError)');
  return (thrown) => {
    if (!(thrown instanceof Error)) return undefined;
    const isOwn = classes.some((each) => (each === Error ? isPlain(thrown) : thrown instanceof each));
    return isOwn ? failureOfStatus(statusOf(thrown), thrown) : undefined;
  };
}

function isErrorType(value: unknown): boolean {
  return value === Error || (typeof value === 'function' && value.prototype instanceof Error);
}

function statusOf(error: WithStatus): unknown {
  return memberOf(error, 'status') ?? memberOf(error, 'statusCode');
}

/** Whether an Error has no class of its own, and no member but a status. */
function isPlain(error: Error): boolean {
  const isStatus = (name: string) => name === 'status' || name === 'statusCode';
  return Object.getPrototypeOf(error) === Error.prototype && Object.keys(error).every(isStatus);
}
