import { fill, type MadeErrorClass } from './error-class.js';
import { type Failure, failureKinds, givenOfFailure, listedNames, UnthrownFailure } from './failure.js';
import { allowValue, byteLength, fieldName, isFieldValue, retryAfterValue } from './headers.js';
import { own, ownMembers } from './own.js';
import { givenOf, type ProviderError } from './provider-error.js';
import { quote } from './quote.js';
import { noRequest, type Reply, type RequestView } from './reply.js';
import { ReplyCache } from './reply-cache.js';
import type {
  Catalogue,
  Code,
  CodeOf,
  CodeRow,
  FailureCode,
  FailureCodes,
  Mismatch,
  ResolvedError,
  Standard,
  StandardDefinition,
  StandardSettings,
} from './standard.js';

type Headers = Readonly<Record<string, string>>;
type Options = Readonly<Record<string, unknown>>;

const nothing: Options = Object.freeze(ownMembers({}));

/**
 * Configures a standard.
 * @throws TypeError or RangeError for settings that could not be honoured, with what to do.
 */
export function configure<Codes extends Catalogue, Settings, Extra>(
  definition: StandardDefinition<Codes, Settings, Extra>,
  rows: ReadonlyMap<Code, CodeRow>,
  { build }: MadeErrorClass<Codes, Extra>,
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
  const cache = new ReplyCache();

  function codeFor(failure: Failure): Code {
    const { kind, names: given } = givenOfFailure(failure);
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
    const known = givenOfFailure(failure);
    const { allow, names, retryAfter, cause } = known;
    const given: Record<string, unknown> = { ...definition.optionsFor?.(known, code, row) };
    if (cause !== undefined) given.cause = cause;
    if (row.retryAfter === true && retryAfter !== undefined) given.retryAfter = retryAfter;
    if (row.status === 405 && allow !== undefined && allow.length > 0)
      given.headers = { allow: allowValue(allow) };
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

  /** Everything that depends on no request; so that a wrong rendering shows here and not in a client. */
  function finish(reply: Reply, row: CodeRow, options: Options): Reply {
    const status = own(reply, 'status') as number;
    const body = own(reply, 'body');
    if (!Number.isInteger(status) || status < 200 || status > 599)
      throw new RangeError(`${id} rendered no HTTP status`);
    if (typeof body !== 'string' && !(body instanceof Uint8Array))
      throw new TypeError(`${id} rendered no body`);
    const { retryAfter } = options;
    const headers: Record<string, string> = ownMembers({});
    if (options.headers !== undefined) addHeaders(headers, options.headers, id);
    addHeaders(headers, own(reply, 'headers'), id);
    if (status === 401 && wwwAuthenticate !== false) headers['www-authenticate'] = wwwAuthenticate;
    if (retryAfter !== undefined && row.retryAfter === true)
      headers['retry-after'] = retryAfterValue(retryAfter);
    headers['content-length'] = String(typeof body === 'string' ? byteLength(body) : body.byteLength);
    // Bytes can be changed by all who have them.
    return { status, headers, body: typeof body === 'string' ? body : new Uint8Array(body) };
  }

  function finished(code: Code, options: Options, request: RequestView): Reply {
    const row = rows.get(code);
    if (row === undefined) throw new RangeError(`${id} has no code ${quote(code)}`);
    return finish(definition.render(resolve(code, row, options), request, settings), row, options);
  }

  /** The form of the answer, where it is all that the request decides; undefined for an error with more options than a text. */
  function variantOf(options: Options, request: RequestView): string | undefined {
    for (const option in options) if (option !== 'message') return undefined;
    return definition.variant?.(request, settings);
  }

  function rendered(code: Code, options: Options, request: RequestView): Reply {
    const variant = variantOf(options, request);
    if (typeof variant !== 'string') return finished(code, options, request);
    const text = options.message as string | undefined;
    const known = cache.find(variant, code, text);
    return known ?? cache.keep(variant, code, text, finished(code, options, request));
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

  function render(error: ProviderError, request: RequestView): Reply {
    const { code, options = nothing } = givenOf(error);
    const reply = rendered(code, options, request);
    const headers = withRequired(reply.headers, request);
    const isHead = request.method === 'HEAD';
    if (headers === reply.headers && !isHead) return reply;
    return { status: reply.status, headers, body: isHead ? '' : reply.body };
  }

  const headers = (request: RequestView) => withRequired(nothing as Headers, request);

  function read(wire: Parameters<Standard['read']>[0]): ReturnType<Standard['read']> {
    if (definition.read === undefined)
      throw new TypeError(`${id} defines no read(), so its responses cannot be read`);
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
    return ownMembers({
      error: Object.defineProperty(fromWire, 'fromWire', ownMembers({ value: true, enumerable: true })),
    });
  }

  let lastResort: Reply;
  try {
    const { code, options = nothing } = givenOf(errorFor(new UnthrownFailure('unexpected')));
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
    codeFor,
    errorFor,
    render,
    headers,
    get lastResort() {
      return copyOf(lastResort);
    },
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
  const given: FailureCodes<Code> = ownMembers(
    typeof failures === 'function' ? failures(settings) : failures,
  );
  const table = ownMembers<Record<string, FailureCode<Code>>>({});
  for (const kind of failureKinds) {
    const answer = given[kind];
    if (answer === undefined)
      throw new TypeError(`${id}: failures has no code for '${kind}'; every kind needs one`);
    const byName = typeof answer === 'object' ? ownMembers(answer) : undefined;
    const codes = byName === undefined ? [answer] : [...Object.values(byName.names), byName.otherwise];
    for (const code of codes as Code[]) {
      const row = rows.get(code);
      if (row === undefined)
        throw new TypeError(`${id}: failures answers '${kind}' with ${quote(code)}, which is in no table`);
      if (row.needs !== undefined && optionsFor === undefined) {
        throw new TypeError(
          `${id}: failures answers '${kind}' with ${quote(code)}, which needs ${row.needs}; give optionsFor()`,
        );
      }
    }
    table[kind] = byName ?? answer;
  }
  return table as FailureCodes<Code>;
}

function checkSettings<Codes extends Catalogue, Settings, Extra>(
  definition: StandardDefinition<Codes, Settings, Extra>,
  rows: ReadonlyMap<Code, CodeRow>,
  settings: StandardSettings<Codes> & Settings,
): void {
  const { id } = definition;
  const checks = new Map<string, (value: unknown) => void>(Object.entries(definition.settings ?? {}));
  for (const name of Object.keys(settings)) {
    if (!checks.has(name) && !commonSettings.includes(name)) {
      throw new TypeError(
        `${id}: no setting ${quote(name)}; the settings are ${[...commonSettings, ...checks.keys()].join(', ')}`,
      );
    }
  }
  for (const [name, check] of checks) {
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
function addHeaders(headers: Record<string, string>, given: unknown, id: string): void {
  if (typeof given !== 'object' || given === null) throw new TypeError(`${id} rendered no headers`);
  for (const name in given) {
    if (!Object.hasOwn(given, name)) continue;
    const value = (given as Headers)[name];
    const key = fieldName(name);
    if (key === undefined || !isFieldValue(value)) throw new TypeError(`${id} rendered a malformed header`);
    headers[key] = value;
  }
}

function mismatch(reason: Mismatch['mismatch'], detail: string): Mismatch {
  return ownMembers({ mismatch: reason, detail });
}

/** A reply that its receiver cannot change for others. */
function copyOf(reply: Reply): Reply {
  const { body } = reply;
  return typeof body === 'string' ? reply : { ...reply, body: new Uint8Array(body) };
}
