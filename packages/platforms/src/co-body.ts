import type { IncomingMessage } from 'node:http';
import { Failure } from '@oryu/core';
import { memberOf, ownMembers } from '@oryu/core/binding';

/** The part of Koa's context that is read. */
interface Context {
  readonly req: IncomingMessage;
  /** Koa's own request. */
  readonly request: object;
}

/**
 * The failure that an error of co-body means. co-body marks its errors by a status and the text of the body alone, as
 * clients of upstream servers do. So an error can be co-body's only while the body of this request is not parsed.
 */
export function failureOfCoBody(thrown: unknown, { req, request }: Context): Failure | undefined {
  if (!(thrown instanceof Error) || isParsed(req) || isParsed(request)) return undefined;
  const { status, body } = ownMembers(thrown as Error & Marks);
  // JSON.parse throws a SyntaxError. qs throws a RangeError for a form that is nested too deep or has too many fields.
  const isOfParsing = thrown instanceof SyntaxError || thrown instanceof RangeError;
  if (status === 400 && typeof body === 'string' && isOfParsing && req.readableDidRead)
    return new Failure('malformed-body', { cause: thrown });
  if (status === 415 && isRefusal(thrown.message, req.headers))
    return new Failure('unsupported-media-type', { cause: thrown });
  return undefined;
}

interface Marks {
  readonly status?: unknown;
  readonly body?: unknown;
}

/** Body parsers of Koa leave their result on Koa's request, on Node's, or on both. */
function isParsed(request: object): boolean {
  return memberOf(request as { readonly body?: unknown }, 'body') !== undefined;
}

/** co-body and inflation name the header of the request that they refuse. */
function isRefusal(message: string, headers: IncomingMessage['headers']): boolean {
  const { 'content-encoding': encoding, 'content-type': type } = ownMembers(headers);
  return (
    message === `Unsupported Content-Encoding: ${encoding}` || message === `Unsupported content-type: ${type}`
  );
}
