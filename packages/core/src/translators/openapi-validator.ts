import { Failure } from '../failure.js';
import { type Finding, failureOfFindings, type RequestPart } from '../from-findings.js';
import { kindOfStatus, optionsOfHeaders } from '../from-status.js';
import { memberOf } from '../own.js';
import { recognise } from './marks.js';

const members = ['errors', 'headers', 'name', 'path', 'status'];

/**
 * The class of each status and its text. A security handler that throws gets the class of the status that its error has,
 * perhaps an HTTP client's. The text tells the validator's own errors from those.
 */
const own: ReadonlyMap<unknown, readonly [name: string, text: RegExp]> = new Map<unknown, [string, RegExp]>([
  [400, ['BadRequest', /^/]],
  [401, ['Unauthorized', /^/]],
  [404, ['NotFound', /^not found$/]],
  [405, ['MethodNotAllowed', /^[A-Z]+ method not allowed$/]],
  [413, ['RequestEntityTooLarge', /^(File too large|Too many (files|parts))$/]],
  [415, ['UnsupportedMediaType', /^(media type not specified$|unsupported media type )/]],
]);

const parts: ReadonlyMap<unknown, RequestPart> = new Map<unknown, RequestPart>([
  ['body', 'body'],
  ['cookies', 'header'],
  ['headers', 'header'],
  ['params', 'path'],
  ['query', 'query'],
]);

/**
 * The failure of a request that express-openapi-validator refuses: an unknown path, a wrong method (with `Allow`), a
 * security handler that refuses, or parts that do not match the document. It names what is missing or wrong, never the
 * values. A response that does not match the document stays unexpected.
 *
 * Recognised by the class of each status (`BadRequest`, `NotFound`, …) below HttpError, by the members `name`, `status`,
 * `path`, `headers` and `errors`, and by the `errorCode` or the path of each error. A status that a security handler
 * throws is not read, because an error of an HTTP client can have one, too.
 *
 * @example
 * app.use(providerErrors(mydata(), { translate: openapiValidator }));
 */
export function openapiValidator(thrown: unknown): Failure | undefined {
  const status =
    thrown instanceof Error ? memberOf(thrown as Error & { status?: unknown }, 'status') : undefined;
  const mark = own.get(status);
  if (mark === undefined) return undefined;
  const [name, text] = mark;
  const error = recognise(thrown, { classes: [name, 'HttpError'], members });
  if (error === undefined || !text.test((thrown as Error).message)) return undefined;
  if (status === 400) return failureOfErrors(error.errors, thrown);
  return new Failure(kindOfStatus(status as number), { ...optionsOfHeaders(error.headers), cause: thrown });
}

function failureOfErrors(errors: unknown, thrown: unknown): Failure | undefined {
  const findings = Array.isArray(errors) ? errors.map(findingOf) : [];
  const isOwn = findings.length > 0 && findings.every((each) => each !== undefined);
  return isOwn ? failureOfFindings(findings as Finding[], thrown) : undefined;
}

/** `/query/limit` with `required.openapi.validation`: a part of the request, and the keys that lead to the value. */
function findingOf(error: { readonly path?: unknown; readonly errorCode?: unknown }): Finding | undefined {
  const [, part, ...path] = String(memberOf(error, 'path')).split('/', 34);
  const ofRequest = parts.get(part);
  if (ofRequest === undefined) return undefined;
  const isMissing = memberOf(error, 'errorCode') === 'required.openapi.validation';
  return { part: ofRequest, path, isMissing };
}
