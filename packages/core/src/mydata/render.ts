import { codeOfKey } from '../catalogue.js';
import { guarded } from '../guarded.js';
import { ownMembers } from '../own.js';
import { jsonMembers } from '../parse-reply.js';
import type { Reply, RequestView } from '../reply.js';
import type { Code, CodeRow, ResolvedError, WireReading, WireReply } from '../standard.js';
import { ahText } from './text.js';

const json = { 'content-type': 'application/json; charset=UTF-8' };
const notStored = { 'cache-control': 'no-store', pragma: 'no-cache' };

/** Chosen: an id is echoed only as far as the grammar of Annex 14 goes; a malformed one is never reflected. */
const mostOfId = 25;
const notOfId = /[^A-Z0-9]/;

function transactionId(request: RequestView): string | undefined {
  const id: unknown = request.header('x-api-tran-id');
  const isEchoable = typeof id === 'string' && id !== '' && id.length <= mostOfId && !notOfId.test(id);
  return isEchoable ? id : undefined;
}

/** Annex 14: the transaction id goes back unchanged, with success and error alike. */
export function transactionHeaders(request: RequestView): Record<string, string> {
  const id = transactionId(request);
  return id === undefined ? {} : { 'x-api-tran-id': id };
}

/** Beside the transaction id: RFC 6749, 5.1, which chapter 5 follows, forbids caches to keep a token. */
export function tokenHeaders(request: RequestView): Record<string, string> {
  return { ...notStored, ...transactionHeaders(request) };
}

/** The settings of `mydata`. */
export interface ApiSettings {
  /**
   * `'bare'` answers a failure whose status Annex 1 (3) does not list (413, 415, 406, 501) with that status, the headers
   * that every response requires, and no body: the last line of the annex (p. 282). A code chosen in `on` wins. Without
   * it such a failure is answered with the listed code nearest in meaning.
   */
  readonly unlisted?: 'bare' | undefined;
}

/** Annex 1 (3): every API but OAuth. */
export function renderApi({ code, status, message, row, options }: ResolvedError): Reply {
  if (typeof options.bare === 'number') return { status: options.bare, headers: {}, body: '' };
  return {
    status,
    headers: json,
    body: JSON.stringify({ rsp_code: String(code), rsp_msg: textOf(message, row) }),
  };
}

/** Annex 1 (2): tokens. */
export function renderToken({ code, status, message, row }: ResolvedError): Reply {
  return {
    status,
    // An error is not stored either, even if nothing of the request can be read.
    headers: { ...json, ...notStored },
    body: JSON.stringify({ error: String(code), error_description: textOf(message, row) }),
  };
}

/** What a row of the authorize table has beside the others. */
export interface AuthorizeRow extends CodeRow {
  /** Always answered directly. */
  readonly direct?: true;
  /** The status where a redirect cannot be delivered. */
  readonly directStatus?: number;
  /** The word on the wire, where our code is another. */
  readonly error?: string;
}

/** The settings of `mydataAuthorize`. */
export interface AuthorizeSettings {
  /**
   * The callback URL of this request, when its client is known and the URL is registered for it; undefined
   * otherwise. Errors are redirected to no other URL. It must return at once, not a promise: what has to be looked
   * up is looked up earlier in the request, and read from `context`, the framework's own.
   */
  readonly callback?: ((request: RequestView, context: unknown) => string | undefined) | undefined;
}

/** Annex 1 (1): answered directly, or by a redirect to a callback that the provider vouches for. */
export function renderAuthorize(
  error: ResolvedError,
  request: RequestView,
  { callback }: AuthorizeSettings,
  context: unknown,
): Reply {
  const { code, status, message, options } = error;
  const row: AuthorizeRow = error.row;
  const { searchParams } = new URL(request.url.replace(/^[^?]*/, ''), 'http://localhost');
  const members = {
    error: row.error ?? String(code),
    error_description: textOf(message, row),
    ...withValue('state', searchParams.get('state')),
    ...withValue('api_tran_id', transactionId(request)),
  };
  if (row.direct !== true && options.direct !== true) {
    // Nobody can vouch for a URL without a request: at start-up, and where Node's parser refused it.
    const target =
      options.callback ?? (request.url === '' ? undefined : guarded(() => callback?.(request, context)));
    if (isCallback(target)) return { status, headers: { location: withMembers(target, members) }, body: '' };
  }
  return { status: row.directStatus ?? status, headers: json, body: JSON.stringify(members) };
}

/** A URL that a redirect may lead to: absolute, http or https, nothing that a header could not carry. */
export function isCallback(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\/[\x21-\x7e]+$/i.test(value) && URL.canParse(value);
}

/** The members go before the fragment, behind the query that is there; the callback's own bytes stay. */
function withMembers(callback: string, members: Readonly<Record<string, string>>): string {
  const end = callback.includes('#') ? callback.indexOf('#') : callback.length;
  const base = callback.slice(0, end);
  const separator = !base.includes('?') ? '?' : /[?&]$/.test(base) ? '' : '&';
  return `${base}${separator}${new URLSearchParams(members)}${callback.slice(end)}`;
}

function withValue(name: string, value: string | null | undefined): Record<string, string> {
  return typeof value === 'string' ? { [name]: value } : {};
}

/** A text that the document fixes is sent as it is; any other keeps to AH(450). */
function textOf(message: string, row: CodeRow): string {
  return row.fixed === true ? message : ahText(message, row.text ?? '?');
}

/** Reads a response of any API but OAuth. */
export function readApi({ status, body }: WireReply): WireReading {
  const members = jsonMembers(body);
  if (members === undefined) return { mismatch: 'unreadable', detail: 'the body is no JSON object' };
  const { rsp_code: code, rsp_msg: message } = members;
  if (typeof code !== 'string') return { mismatch: 'missing-member', detail: 'rsp_code is no string' };
  if (typeof message !== 'string') return { mismatch: 'missing-member', detail: 'rsp_msg is no string' };
  if (/^(00000|00001|99999)$/.test(code)) {
    return status === 200
      ? { mismatch: 'success', detail: code }
      : { mismatch: 'wrong-status', detail: `${code} came with ${status} instead of 200` };
  }
  return { code: codeOfKey(code), message };
}

/** Reads a response of the token API. */
export function readToken({ status, body }: WireReply): WireReading {
  if (status === 200) return { mismatch: 'success', detail: 'status 200' };
  const members = jsonMembers(body);
  return members === undefined
    ? { mismatch: 'unreadable', detail: 'the body is no JSON object' }
    : readOAuth(members);
}

/** Reads a response of the authorize API: a redirect's query, or a direct answer. */
export function readAuthorize(reply: WireReply, codes: ReadonlyMap<Code, CodeRow>): WireReading {
  const isRedirect = reply.status === 302;
  const reading = ownMembers(isRedirect ? readRedirect(reply) : readToken(reply));
  if ('mismatch' in reading) return reading;
  const { code: word, message } = reading;
  for (const [code, row] of codes) {
    const error: Code = (row as AuthorizeRow).error ?? code;
    // Two codes share the word invalid_request; their fixed description tells them apart.
    if (!isRedirect && error !== code && error === word && row.text === message) return { code };
    if (error !== code && code === word)
      return { mismatch: 'unknown-code', detail: `${code} is no error on the wire: it is sent as ${error}` };
  }
  return reading;
}

function readRedirect(reply: WireReply): WireReading {
  const location = reply.header('location') ?? '';
  if (!URL.canParse(location)) return { mismatch: 'unreadable', detail: 'there is no absolute Location' };
  const parameters = ownMembers(Object.fromEntries(new URL(location).searchParams));
  // A registered callback may have a code of its own in its query; an error is one all the same.
  return 'code' in parameters && !('error' in parameters)
    ? { mismatch: 'success', detail: 'an authorization code' }
    : readOAuth(parameters);
}

function readOAuth({ error, error_description: message }: Readonly<Record<string, unknown>>): WireReading {
  if (typeof error !== 'string') return { mismatch: 'missing-member', detail: 'error is no string' };
  return { code: codeOfKey(error), message: typeof message === 'string' ? message : undefined };
}

/** The statuses under which an authorize code may arrive. */
export function authorizeStatuses(row: CodeRow): readonly number[] {
  const { status, directStatus }: AuthorizeRow = row;
  return directStatus === undefined ? [status] : [status, directStatus];
}
