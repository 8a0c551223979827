import { Failure } from '@oryu/core';
import { ownMembers } from '@oryu/core/binding';
import { failureOfCorruptBody } from '../body-parser.js';
import { failureOfForm } from '../forms.js';
import { failureOfHttpError } from '../http-errors.js';

/** The failure that an error of Express, body-parser, send or a form parser means. Most of them are http-errors. */
export function classify(thrown: unknown): Failure | undefined {
  return (
    failureOfCorruptBody(thrown) ??
    failureOfHttpError(thrown) ??
    failureOfRouter(thrown) ??
    failureOfForm(thrown)
  );
}

/** The failure of a path parameter that the router cannot decode: Node's error, with the router's text and status. */
function failureOfRouter(thrown: unknown): Failure | undefined {
  if (!(thrown instanceof URIError)) return undefined;
  const { status, statusCode } = ownMembers(thrown as URIError & Readonly<Record<string, unknown>>);
  const isOfRouter =
    status === 400 && statusCode === 400 && thrown.message.startsWith("Failed to decode param '");
  return isOfRouter ? new Failure('malformed-request', { cause: thrown }) : undefined;
}
