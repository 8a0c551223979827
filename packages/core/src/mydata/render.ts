import type { CodeRow } from '../catalogue.js';
import type { Reply, RequestView } from '../reply.js';
import { runHook } from '../run-hook.js';
import type { ResolvedError } from '../standard.js';
import { isCallback, withMembers } from './callback.js';
import { ahText } from './text.js';
import { transactionHeaders, transactionId } from './transaction-id.js';

const json = { 'content-type': 'application/json; charset=UTF-8' };
const notStored = { 'cache-control': 'no-store', pragma: 'no-cache' };

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

/** The members that only rows of the authorize table have. */
export interface AuthorizeRow extends CodeRow {
  /** Always answered directly. */
  readonly direct?: true;
  /** The status if a redirect cannot be delivered. */
  readonly directStatus?: number;
  /** The word on the wire, if our code is another. */
  readonly error?: string;
}

/** The settings of `mydataAuthorize`. */
export interface AuthorizeSettings {
  /**
   * The callback URL of this request, when its client is known and the URL is registered for it; undefined
   * otherwise. Errors are redirected to no other URL. It must return at once, not a promise: look up
   * everything earlier in the request, and read from `context`, the framework's own.
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
    // Nobody can vouch for a URL without a request: at start-up, and if Node's parser refused it.
    const target =
      options.callback ?? (request.url === '' ? undefined : runHook(() => callback?.(request, context)));
    if (isCallback(target)) return { status, headers: { location: withMembers(target, members) }, body: '' };
  }
  return { status: row.directStatus ?? status, headers: json, body: JSON.stringify(members) };
}

function withValue(name: string, value: string | null | undefined): Record<string, string> {
  return typeof value === 'string' ? { [name]: value } : {};
}

/** A text that the document fixes is sent as it is; any other keeps to AH(450). */
function textOf(message: string, row: CodeRow): string {
  return row.fixed === true ? message : ahText(message, row.text ?? '?');
}
