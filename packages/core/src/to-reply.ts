import type { CodeRow } from './catalogue.js';
import { allowValue } from './headers.js';
import type { Classify, Framework, ProviderErrorsOptions } from './hooks.js';
import { headerRulesOf, withHeaderRules } from './merge-headers.js';
import { ownMembers } from './own.js';
import { givenOf } from './provider-error.js';
import type { Reply, RequestView } from './reply.js';
import { type Resolved, resolveThrown, resolveUnexpected, type Thrown } from './resolve-thrown.js';
import { runHook } from './run-hook.js';
import type { Standard } from './standard.js';

/** Nothing given, and nothing inherited. */
export const none: Readonly<Record<string, never>> = /* @__PURE__ */ Object.freeze(
  /* @__PURE__ */ Object.create(null),
);

/**
 * Turns whatever was thrown into the complete response. It never throws. In this order:
 *
 * | thrown | answered by | origin |
 * |---|---|---|
 * | a typed error whose id and code the standard knows | that standard, as configured | domain |
 * | a typed error of another standard | its own standard, by default settings | domain |
 * | a {@link Failure} | the standard's code for it | framework |
 * | a value that `translate` returns: a typed error, also one from the wire, or a failure | as above | domain, framework |
 * | a typed error from the wire | the standard's code for `upstream-failed` | framework |
 * | an error that `classify` recognises: the framework's and its parsers' own errors | the standard's code for it | framework |
 * | anything else, and whatever fails above | the standard's code for `unexpected` | unexpected |
 *
 * @param context given to `translate`, `classify` and the report
 *
 * @example
 * toReply(new MyDataError(40305), request, mydata()); // { status: 403, headers: { … }, body: '{"rsp_code":"40305",…}' }
 */
export function toReply<Context = undefined>(
  thrown: unknown,
  request: RequestView,
  standard: Standard,
  options?: ProviderErrorsOptions<Context>,
  classify?: Classify<Context>,
  context?: Context,
): Reply {
  try {
    const framework = classify === undefined ? none : { classify };
    return replyTo({
      thrown,
      request,
      standard,
      options: givenOptions(options),
      framework,
      context: context as Context,
    });
  } catch {
    // The stack is exhausted: nothing can be called any more.
    return standard.lastResort;
  }
}

/** One error on its way to a reply. */
export interface Exchange<Context> extends Thrown<Context> {
  readonly request: RequestView;
}

/** {@link toReply}, for options that were checked. Throws if the stack is exhausted, and never otherwise. */
export function replyTo<Context>(exchange: Exchange<Context>): Reply {
  const { request, framework, context } = exchange;
  let { standard } = exchange;
  let resolved: Resolved | undefined;
  let reply: Reply;
  try {
    standard = standard.governing(request);
    resolved = resolveThrown(exchange, standard);
    reply = resolved.standard.render(resolved.error, request, context);
  } catch (failed) {
    try {
      resolved = resolveUnexpected(failed, standard);
      reply = standard.render(resolved.error, request, context);
    } catch {
      reply = lastResort(request, standard);
    }
  }
  if (reply.status === 405 && !Object.hasOwn(reply.headers, 'allow'))
    reply = withAllow(reply, request, framework, context);
  report(exchange, resolved, reply);
  return reply;
}

function report<Context>(
  { thrown, request, options, framework, context }: Exchange<Context>,
  resolved: Resolved | undefined,
  reply: Reply,
): void {
  if (resolved === undefined || options.onError === undefined) {
    if (resolved?.isCrash !== false) runHook(() => framework.reportCrash?.(thrown, context));
    return;
  }
  const { error, standard, origin } = resolved;
  const row: CodeRow | undefined = standard.codes.get(givenOf(error).code);
  const fault = row?.fault ?? (reply.status >= 500 ? 'server' : 'client');
  // The hook must not change the response that is sent.
  Object.freeze(reply.headers);
  Object.freeze(reply);
  const { status, headers, body } = reply;
  const told = typeof body === 'string' ? reply : { status, headers, body: copyOf(body) };
  const retryable = row?.retryable === true;
  runHook(() =>
    options.onError?.({ error, thrown, origin, fault, retryable, reply: told, request, context }),
  );
}

/** RFC 9110, 15.5.6: a 405 names the methods, also if domain code threw it. The method just refused is not one of them. */
function withAllow<Context>(
  reply: Reply,
  { method }: RequestView,
  framework: Framework<Context>,
  context: Context,
): Reply {
  const known = runHook(() => framework.allowedMethods?.(context)) ?? [];
  const refused = method === 'GET' || method === 'HEAD' ? ['GET', 'HEAD'] : [method];
  const methods = known.filter((name) => !refused.includes(name));
  if (methods.length === 0) return reply;
  const { status, headers, body } = reply;
  const allow = allowValue(methods);
  const all = Object.assign(ownMembers(headers), { allow });
  return withHeaderRules({ status, headers: all, body }, headerRulesOf(reply));
}

/** The standard's constant answer, with the headers that every response requires; without a body for HEAD. */
function lastResort(request: RequestView, standard: Standard): Reply {
  const { status, headers, body } = standard.lastResort;
  const isHead = runHook(() => request.method) === 'HEAD';
  const all = Object.freeze(Object.assign(ownMembers(headers), standard.headers(request)));
  const reply = { status, headers: all, body: isHead ? '' : copyOf(body) };
  return Object.freeze(withHeaderRules(reply, headerRulesOf(standard.lastResort)));
}

/** Bytes can be changed by all who have them. */
function copyOf(body: Reply['body']): Reply['body'] {
  return typeof body === 'string' ? body : new Uint8Array(body);
}

/** The hooks as methods of the object or the instance given. Members that every object inherits do not count. */
export function givenOptions<Context>(
  options: ProviderErrorsOptions<Context> | undefined,
): ProviderErrorsOptions<Context> {
  if (options === undefined) return none;
  const given: Record<string, unknown> = Object.create(null);
  for (const name of ['translate', 'onError'] as const) {
    const hook: unknown = options[name];
    if (hook === undefined || hook === (Object.prototype as Record<string, unknown>)[name]) continue;
    given[name] = typeof hook === 'function' ? hook.bind(options) : hook;
  }
  return given;
}
