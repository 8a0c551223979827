import { STATUS_CODES } from 'node:http';
import { type Code, type FailureKind, mydata, mydataToken } from '@oryu/core';
import { keptAlive, responseText } from './raw-http.js';
import { codesOf, failuresOf } from './spec.js';

const facts = new Map(codesOf('mydata', 'api', 'token').map((row) => [row.code, row]));
const failures = new Map(failuresOf('mydata').map(({ kind, otherwise }) => [kind, otherwise]));
const defaults = { api: mydata(), token: mydataToken() };

/** Headers by name, repeated where there are several values. */
type MoreHeaders = Readonly<Record<string, string | string[]>>;

interface Circumstances {
  /** The text given with the code. */
  readonly message?: string | undefined;
  readonly method?: string | undefined;
  /** Node's own headers. */
  readonly connection?: Readonly<Record<string, string>>;
}

/**
 * The whole response that MyData's document prescribes for a code of the api or the token surface: status and
 * members from `spec/mydata.tsv`, our default texts from the catalogue.
 *
 * @param headers those beside the standard's own: what the request or other middleware brought
 */
export function answerOf(
  code: Code,
  headers: MoreHeaders = {},
  { message, method, connection = keptAlive }: Circumstances = {},
): string {
  const fact = facts.get(code);
  if (fact === undefined) throw new RangeError(`spec/mydata.tsv has no code ${code}`);
  const surface = fact.surface as keyof typeof defaults;
  const text = message ?? defaults[surface].codes.get(code as never)?.text;
  const body =
    surface === 'api'
      ? `{"rsp_code":"${code}","rsp_msg":"${text}"}`
      : `{"error":"${code}","error_description":"${text}"}`;
  return responseText(
    `HTTP/1.1 ${fact.status} ${STATUS_CODES[fact.status]}`,
    Object.entries({
      'content-type': 'application/json; charset=UTF-8',
      'content-length': String(Buffer.byteLength(body)),
      ...(fact.status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(surface === 'token' && { 'cache-control': 'no-store', pragma: 'no-cache' }),
      ...connection,
      ...headers,
    }).flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const)),
    method === 'HEAD' ? '' : body,
  );
}

/** The whole response of the api surface to a failure without names (`spec/mydata.tsv`). */
export function answerOfFailure(kind: FailureKind, ...rest: [MoreHeaders?, Circumstances?]): string {
  return answerOf(failures.get(kind) as Code, ...rest);
}
