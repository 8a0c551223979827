import { fill, type MadeErrorClass } from './error-class.js';
import { Failure, failureKinds, listedNames } from './failure.js';
import { allowValue, byteLength, fieldName, isFieldValue, retryAfterValue } from './headers.js';
import { headerRulesOf, withHeaderRules } from './merge-headers.js';
import type { ProviderError } from './provider-error.js';
import { noRequest, type Reply, type RequestView } from './reply.js';
import type {
  Catalogue,
  Code,
  CodeOf,
  CodeRow,
  FailureCodes,
  ResolvedError,
  Standard,
  StandardDefinition,
  StandardSettings,
} from './standard.js';

type Headers = Readonly<Record<string, string>>;
type Options = Readonly<Record<string, unknown>>;

/** A reply whose headers may still grow. */
interface Finished extends Reply {
  readonly headers: Record<string, string>;
}

/** The answers of one variant that are rendered already. */
interface Prepared {
  readonly byCode: Map<Code, Finished>;
  /** Those with a text of their own. */
  readonly byText: Map<string, { readonly code: Code; readonly reply: Finished | undefined }>;
}

// Variants and texts may be made of what clients send, who can fill no more than this: it then only costs time.
const mostVariants = 8;
const mostTexts = 100;
const mostOfText = 450;

const nothing: Readonly<Record<string, never>> = Object.freeze({});

/**
 * Configures a standard.
 * @throws TypeError or RangeError for settings that could not be honoured, with what to do.
 */
export function configure<Codes extends Catalogue, Settings, Extra>(
  definition: StandardDefinition<Codes, Settings, Extra>,
  rows: ReadonlyMap<Code, CodeRow>,
  { build }: MadeErrorClass<Codes, Extra>,
  settings: StandardSettings<Codes> & Settings,
): Standard<CodeOf<Codes>> {
  const { id } = definition;
  checkSettings(definition, rows, settings);
  const failures: FailureCodes<Code> = checkedFailures(definition, rows, settings);
  const texts = new Map<Code, string>(
    Object.entries(settings.texts ?? {}).map(([code, text]) => [codeOfKey(code), text as string]),
  );
  const on: { readonly [kind: string]: Code | undefined } = { ...settings.on };
  const { wwwAuthenticate = 'Bearer' } = settings;
  const { ruledHeaders: ruled = [] } = definition;
  const prepared = new Map<string, Prepared>();

  function codeFor(failure: Failure): Code {
    const answer = on[failure.kind] ?? failures[failure.kind];
    if (typeof answer !== 'object') return answer;
    const isHeader = failure.kind === 'missing-header' || failure.kind === 'invalid-header';
    const names = isHeader ? failure.names.map((name) => name.toLowerCase()) : failure.names;
    for (const [name, code] of Object.entries(answer.names)) {
      if (names.includes(isHeader ? name.toLowerCase() : name)) return code;
    }
    return answer.otherwise;
  }

  function errorFor(failure: Failure): ProviderError {
    const code = codeFor(failure);
    const row = rows.get(code) as CodeRow;
    const { allow, challenge, names, retryAfter, cause } = failure;
    const given: Record<string, unknown> = { ...definition.optionsFor?.(failure, code, row, settings) };
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
    return build(code, given);
  }

  function resolve(code: Code, row: CodeRow, options: Options): ResolvedError {
    const { message: own } = options;
    const isOwn = typeof own === 'string' && row.fixed !== true;
    const message = isOwn ? own : (texts.get(code) ?? fill(row.text ?? '', row, options));
    return { code, status: row.status, standard: id, message, row, options };
  }

  /** Everything that depends on no request; so that a wrong rendering shows here and not in a client. */
  function finish(reply: Reply, row: CodeRow, options: Options): Finished {
    const { status, body } = reply;
    if (!Number.isInteger(status) || status < 200 || status > 599)
      throw new RangeError(`${id} rendered no HTTP status`);
    if (typeof body !== 'string' && !(body instanceof Uint8Array))
      throw new TypeError(`${id} rendered no body`);
    const { retryAfter } = options;
    const headers: Record<string, string> = {};
    if (options.headers !== undefined) {
      // The standard's own win, and only a 401 has a challenge (RFC 9110, 11.6.1).
      const leftOut = status === 401 ? ruled : [...ruled, 'www-authenticate'];
      addHeaders(headers, options.headers, id, leftOut);
    }
    addHeaders(headers, reply.headers, id);
    const hasOwnChallenge = Object.hasOwn(headers, 'www-authenticate') && headers['www-authenticate'] !== '';
    if (status === 401 && wwwAuthenticate !== false && !hasOwnChallenge)
      headers['www-authenticate'] = wwwAuthenticate;
    if (retryAfter !== undefined && row.retryable === true)
      headers['retry-after'] = retryAfterValue(retryAfter);
    headers['content-length'] = String(typeof body === 'string' ? byteLength(body) : body.byteLength);
    const retryable = row.retryable === true;
    return withHeaderRules({ status, headers, body }, { ruled, retryable, hasOwnChallenge });
  }

  function finished(code: Code, options: Options, request: RequestView, context?: unknown): Finished {
    const row = rows.get(code);
    if (row === undefined) throw new RangeError(`${id} has no code ${String(code)}`);
    return finish(definition.render(resolve(code, row, options), request, settings, context), row, options);
  }

  /** The frozen answer that errors of one code share; undefined where an error has more to say than a text. */
  function sharedReply(code: Code, options: Options | undefined, request: RequestView): Finished | undefined {
    for (const option in options) if (option !== 'message') return undefined;
    const variant = definition.variant?.(request, settings);
    if (variant === undefined) return undefined;
    let shared = prepared.get(variant);
    if (shared === undefined) {
      if (prepared.size >= mostVariants) return undefined;
      shared = { byCode: new Map(), byText: new Map() };
      prepared.set(variant, shared);
    }
    const { byCode, byText } = shared;
    const { message: text } = options ?? nothing;
    if (typeof text !== 'string') {
      let reply = byCode.get(code);
      if (reply === undefined) {
        reply = freeze(finished(code, nothing, request));
        byCode.set(code, reply);
      }
      return reply;
    }
    if (text.length > mostOfText) return undefined;
    const known = byText.get(text);
    if (known?.code === code && known.reply !== undefined) return known.reply;
    // The first time it is only noted: most texts made of what clients send never come again.
    if (known === undefined && byText.size >= mostTexts) byText.clear();
    const reply = known && freeze(finished(code, { message: text }, request));
    byText.set(text, { code, reply });
    return reply;
  }

  /** Adds what every response owes, to a copy where the headers are shared; a malformed header is left out. */
  function withOwed(headers: Headers, isShared: boolean, request: RequestView): Headers {
    let all: Record<string, string> = headers;
    try {
      const owed = definition.headers?.(request);
      for (const name in owed) {
        const value = owed[name];
        const key = fieldName(name);
        if (key === undefined || !isFieldValue(value)) continue;
        if (isShared && all === headers) all = { ...headers };
        all[key] = value;
      }
    } catch {
      // Then without those that are missing.
    }
    return all;
  }

  // What an error says is read once: a getter could answer otherwise the second time.
  function render({ code, options }: ProviderError, request: RequestView, context?: unknown): Reply {
    const shared = sharedReply(code, options, request);
    const reply = shared ?? finished(code, options ?? nothing, request, context);
    const headers = withOwed(reply.headers, shared !== undefined, request);
    const isHead = request.method === 'HEAD';
    if (headers === reply.headers && !isHead) return reply;
    const own = { status: reply.status, headers, body: isHead ? '' : reply.body };
    return withHeaderRules(own, headerRulesOf(reply));
  }

  const headers = (request: RequestView) => withOwed(nothing, true, request);

  function read(wire: Parameters<Standard['read']>[0]): ReturnType<Standard['read']> {
    if (definition.read === undefined)
      throw new TypeError(`${id} defines no read(), so its responses cannot be read`);
    const reading = definition.read(wire, rows);
    if ('mismatch' in reading) return reading;
    const { code, message, options } = reading;
    const row = rows.get(code);
    if (row === undefined)
      return { mismatch: 'unknown-code', detail: `${quote(code)} is in no table of ${id}` };
    const statuses = definition.statusesOf?.(row) ?? [row.status];
    if (!statuses.includes(wire.status)) {
      return {
        mismatch: 'wrong-status',
        detail: `${quote(code)} came with ${wire.status} instead of ${statuses.join(' or ')}`,
      };
    }
    const fromWire = build(code, { ...options, ...(row.fixed !== true && { message }) });
    return { error: Object.defineProperty(fromWire, 'fromWire', { value: true, enumerable: true }) };
  }

  let lastResort: Reply;
  try {
    const { code, options = nothing } = errorFor(new Failure('unexpected'));
    lastResort = finished(code, options, noRequest);
  } catch (cause) {
    throw new TypeError(`${id}: render() failed for the failure 'unexpected', the answer of last resort`, {
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

/** A catalogue's key as a code: whole numbers are numbers. */
export function codeOfKey(key: string): Code {
  return String(Number(key)) === key && Number.isSafeInteger(Number(key)) ? Number(key) : key;
}

/** The failures of a standard, each kind answered by one of its codes. Throws a TypeError that names what is wrong. */
export function checkedFailures<Codes extends Catalogue, Settings, Extra>(
  definition: StandardDefinition<Codes, Settings, Extra>,
  rows: ReadonlyMap<Code, CodeRow>,
  settings: Settings,
): FailureCodes<Code> {
  const { id, failures, optionsFor } = definition;
  const table: FailureCodes<Code> = typeof failures === 'function' ? failures(settings) : failures;
  for (const kind of failureKinds) {
    const answer = Object.hasOwn(table ?? {}, kind) ? table[kind] : undefined;
    if (answer === undefined)
      throw new TypeError(`${id}: failures has no code for '${kind}'; every kind needs one`);
    const codes = typeof answer === 'object' ? [...Object.values(answer.names), answer.otherwise] : [answer];
    for (const code of codes) {
      const row = rows.get(code);
      if (row === undefined)
        throw new TypeError(`${id}: failures answers '${kind}' with ${quote(code)}, which is in no table`);
      if (row.needs !== undefined && optionsFor === undefined) {
        throw new TypeError(
          `${id}: failures answers '${kind}' with ${quote(code)}, which needs ${row.needs}; give optionsFor()`,
        );
      }
    }
  }
  return table;
}

function checkSettings<Codes extends Catalogue, Settings, Extra>(
  definition: StandardDefinition<Codes, Settings, Extra>,
  rows: ReadonlyMap<Code, CodeRow>,
  settings: StandardSettings<Codes> & Settings,
): void {
  const { id } = definition;
  if (typeof settings !== 'object' || settings === null)
    throw new TypeError(`${id}: the settings must be an object`);
  const own = new Map<string, (value: unknown) => void>(Object.entries(definition.settings ?? {}));
  for (const name of Object.keys(settings)) {
    if (!own.has(name) && !commonSettings.includes(name)) {
      throw new TypeError(
        `${id}: no setting ${quote(name)}; the settings are ${[...commonSettings, ...own.keys()].join(', ')}`,
      );
    }
  }
  for (const [name, check] of own) {
    try {
      check((settings as Readonly<Record<string, unknown>>)[name]);
    } catch (error) {
      throw new TypeError(`${id}: ${(error as Error).message}`);
    }
  }
  for (const [key, text] of Object.entries(settings.texts ?? {})) {
    const row = rows.get(codeOfKey(key));
    if (row === undefined)
      throw new RangeError(`${id}: texts has ${quote(key)}, which is no code of the standard`);
    if (row.fixed === true)
      throw new TypeError(`${id}: texts has ${key}, whose text the document fixes; leave it out`);
    if (typeof text !== 'string' || text.trim() === '')
      throw new TypeError(`${id}: texts needs a text for ${key}`);
  }
  for (const [kind, code] of Object.entries(settings.on ?? {})) {
    if (!(failureKinds as readonly string[]).includes(kind)) {
      throw new RangeError(`${id}: on has ${quote(kind)}, which is no kind of failure`);
    }
    const row = rows.get(code as Code);
    if (code !== undefined && row === undefined)
      throw new RangeError(`${id}: on answers '${kind}' with ${quote(code)}, which is no code`);
    if (row?.needs !== undefined) {
      throw new TypeError(
        `${id}: on answers '${kind}' with ${quote(code)}, which needs ${row.needs}; choose another code`,
      );
    }
  }
  const { wwwAuthenticate } = settings;
  if (
    wwwAuthenticate !== undefined &&
    wwwAuthenticate !== false &&
    (!isFieldValue(wwwAuthenticate) || wwwAuthenticate === '')
  ) {
    throw new TypeError(`${id}: wwwAuthenticate must be a challenge such as 'Bearer realm="api"', or false`);
  }
}

const commonSettings = ['texts', 'on', 'wwwAuthenticate'];

/** Adds headers fit to be written, their names in lower case. */
function addHeaders(
  headers: Record<string, string>,
  given: unknown,
  id: string,
  leftOut: readonly string[] = [],
): void {
  if (typeof given !== 'object' || given === null) throw new TypeError(`${id} rendered no headers`);
  for (const name in given) {
    const value = (given as Headers)[name];
    const key = fieldName(name);
    if (key === undefined || !isFieldValue(value)) throw new TypeError(`${id} rendered a malformed header`);
    if (!leftOut.includes(key)) headers[key] = value;
  }
}

function freeze(reply: Finished): Finished {
  Object.freeze(reply.headers);
  return Object.freeze(reply);
}

function quote(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 64)) : String(value);
}
