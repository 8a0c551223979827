import type { Catalogue, Code, CodeOf, CodeRow } from './catalogue.js';
import { codeOfKey } from './catalogue.js';
import { checkedFailures, checkSettings } from './check-settings.js';
import { type ErrorClassParts, fill } from './error-class.js';
import { type Failure, UnthrownFailure } from './failure.js';
import { listedNames } from './failure-names.js';
import { finishReply } from './finish-reply.js';
import { allowValue, fieldName, isFieldValue } from './headers.js';
import { headerRulesOf, withHeaderRules } from './merge-headers.js';
import { ownMembers } from './own.js';
import { givenOf, type ProviderError } from './provider-error.js';
import { quote } from './quote.js';
import { noRequest, type Reply, type RequestView } from './reply.js';
import { replyCache } from './reply-cache.js';
import type {
  FailureCodes,
  ResolvedError,
  Standard,
  StandardDefinition,
  StandardSettings,
} from './standard.js';
import type { Mismatch } from './wire.js';

type Headers = Readonly<Record<string, string>>;
type Options = Readonly<Record<string, unknown>>;

const nothing: Options = Object.freeze(ownMembers({}));

/**
 * Configures a standard.
 * @throws TypeError or RangeError for settings that cannot work. The message says what to do.
 */
export function createStandard<Codes extends Catalogue, Settings, Extra>(
  definition: StandardDefinition<Codes, Settings, Extra>,
  rows: ReadonlyMap<Code, CodeRow>,
  { build }: ErrorClassParts<Codes, Extra>,
  given: StandardSettings<Codes> & Settings,
): Standard<CodeOf<Codes>> {
  const { id } = definition;
  if (typeof given !== 'object' || given === null)
    throw new TypeError(`${id}: the settings must be an object`);
  const settings = ownMembers(given);
  checkSettings(definition, rows, settings);
  const failures: FailureCodes<Code> = checkedFailures(definition, rows, settings);
  const texts = new Map<Code, string>(
    Object.entries(settings.texts ?? {}).map(([code, text]) => [codeOfKey(code), text as string]),
  );
  const on: { readonly [kind: string]: Code | undefined } = ownMembers(settings.on);
  const { wwwAuthenticate = 'Bearer' } = settings;

  function codeFor(failure: Failure): Code {
    const { kind, names: given } = failure;
    const answer = on[kind] ?? failures[kind];
    if (typeof answer !== 'object') return answer;
    const isHeader = kind === 'missing-header' || kind === 'invalid-header';
    const names = isHeader ? given.map((name) => name.toLowerCase()) : given;
    for (const [name, code] of Object.entries(answer.names)) {
      if (names.includes(isHeader ? name.toLowerCase() : name)) return code;
    }
    return answer.otherwise;
  }

  function errorFor(failure: Failure): ProviderError {
    const code = codeFor(failure);
    const row = rows.get(code) as CodeRow;
    const { allow, challenge, names, retryAfter } = failure;
    const given: Record<string, unknown> = { ...definition.optionsFor?.(failure, code, row, settings) };
    const cause = Object.hasOwn(failure, 'cause') ? failure.cause : undefined;
    if (cause !== undefined) given.cause = cause;
    if (row.retryable === true && retryAfter !== undefined) given.retryAfter = retryAfter;
    if (row.status === 405 && allow !== undefined && allow.length > 0)
      given.headers = { allow: allowValue(allow) };
    if (row.status === 401 && challenge !== undefined) given.headers = { 'www-authenticate': challenge };
    if (row.fixed !== true && names.length > 0) {
      const listed = listedNames(names);
      const text = texts.get(code) ?? row.text;
      given.message = text === undefined ? listed : `${text} (${listed})`;
    }
    return build(code, Object.keys(given).length === 0 ? undefined : given);
  }

  function resolve(code: Code, row: CodeRow, options: Options): ResolvedError {
    const { message: text } = options;
    const isGiven = typeof text === 'string' && row.fixed !== true;
    const message = isGiven ? text : (texts.get(code) ?? fill(row.text ?? '', row, options));
    return { code, status: row.status, standard: id, message, row, options };
  }

  function finished(code: Code, options: Options, request: RequestView, context?: unknown): Reply {
    const row = rows.get(code);
    if (row === undefined) throw new RangeError(`${id} has no code ${quote(code)}`);
    const resolved = resolve(code, row, options);
    const reply = definition.render(resolved, request, settings, context);
    return finishReply(reply, resolved, definition, wwwAuthenticate);
  }

  const kept = replyCache(finished);

  /** Kept, if the request decides nothing but the form of the answer, and the error has no options but a text. */
  function rendered(code: Code, options: Options, request: RequestView, context: unknown): Reply {
    let isShared = true;
    for (const option in options) isShared &&= option === 'message' && typeof options[option] === 'string';
    const variant = isShared ? definition.variant?.(request, settings) : undefined;
    return typeof variant === 'string'
      ? kept(variant, code, options, request)
      : finished(code, options, request, context);
  }

  /** Adds the headers that every response requires, to a copy; a malformed one is left out. */
  function withRequired(headers: Headers, request: RequestView): Headers {
    let all: Record<string, string> = headers;
    try {
      const required = definition.headers?.(request);
      for (const name in required) {
        if (!Object.hasOwn(required, name)) continue;
        const value = required[name];
        const key = fieldName(name);
        if (key === undefined || !isFieldValue(value)) continue;
        if (all === headers) all = ownMembers(headers);
        all[key] = value;
      }
    } catch {
      // Then without those that are missing.
    }
    return all;
  }

  function render(error: ProviderError, request: RequestView, context?: unknown): Reply {
    const { code, options = nothing } = givenOf(error);
    const reply = rendered(code, options, request, context);
    const headers = withRequired(reply.headers, request);
    const isHead = request.method === 'HEAD';
    if (headers === reply.headers && !isHead) return reply;
    const own = { status: reply.status, headers, body: isHead ? '' : reply.body };
    return withHeaderRules(own, headerRulesOf(reply));
  }

  const headers = (request: RequestView) => withRequired(nothing as Headers, request);

  function read(wire: Parameters<Standard['read']>[0]): ReturnType<Standard['read']> {
    if (definition.read === undefined) throw new TypeError(`${id} has no read()`);
    const reading = ownMembers(definition.read(wire, rows));
    if ('mismatch' in reading) return reading;
    const { code, message, options } = reading;
    const row = rows.get(code);
    if (row === undefined) return mismatch('unknown-code', `${quote(code)} is in no table of ${id}`);
    const statuses = definition.statusesOf?.(row) ?? [row.status];
    if (!statuses.includes(wire.status)) {
      return mismatch(
        'wrong-status',
        `${quote(code)} came with ${wire.status} instead of ${statuses.join(' or ')}`,
      );
    }
    const fromWire = build(code, { ...options, ...(row.fixed !== true && { message }) });
    return ownMembers({ error: Object.assign(fromWire, { fromWire: true as const }) });
  }

  let lastResort: Reply;
  try {
    const { code, options = nothing } = givenOf(errorFor(new UnthrownFailure('unexpected')));
    lastResort = finished(code, options, noRequest);
  } catch (cause) {
    throw new TypeError(`${id}: render() failed for 'unexpected', the last resort`, {
      cause,
    });
  }
  const { title, source } = definition;
  const standard: Standard = {
    id,
    title,
    source,
    codes: rows,
    governing: () => standard,
    configured: (asked) => (asked === id ? standard : undefined),
    codeFor,
    errorFor,
    render,
    headers,
    lastResort,
    read,
  };
  return Object.freeze(standard) as unknown as Standard<CodeOf<Codes>>;
}

function mismatch(reason: Mismatch['mismatch'], detail: string): Mismatch {
  return ownMembers({ mismatch: reason, detail });
}
