import type { Code, CodeRow } from '../catalogue.js';
import type { Reply, RequestView } from '../reply.js';
import type { ResolvedError } from '../standard.js';

/** The members that only rows of this standard have. */
export interface KoscomRow extends CodeRow {
  /** Whose error it is; decides the `category` on the wire. A row without one is a company's. */
  readonly group: 'common' | 'op-auth' | 'op-exco' | 'company';
  /** A company's error that a server of the platform sends too: companies send this request to the platform. */
  readonly fromPlatform?: true;
  /** The detail is a whole number: of results, of days. */
  readonly numeric?: true;
}

/** The settings of `koscom`. */
export interface KoscomSettings {
  /**
   * Which server this is: one of the platform's own, or the name of the company whose server it is. It is the
   * `category` of every error that is not another server's, and decides which codes answer failures.
   */
  readonly category: 'op-apim' | 'op-auth' | 'op-exco' | (string & Record<never, never>);
}

/** The platform's own servers. */
const servers: readonly unknown[] = ['op-apim', 'op-auth', 'op-exco'];

const json = { 'content-type': 'application/json; charset=utf-8' };

/** Error Message Format. Detail and description go out as they were given, escaped as JSON escapes them. */
export function render(
  { code, status, message, row, options }: ResolvedError,
  _request: RequestView,
  settings: KoscomSettings,
): Reply {
  const { description } = options;
  const members = { category: categoryOf(code, row, options, settings), code, message };
  const isGiven = typeof description === 'string' && description !== '';
  return { status, headers: json, body: JSON.stringify(isGiven ? { ...members, description } : members) };
}

/** Error Category: whose error it is. */
function categoryOf(
  code: Code,
  row: CodeRow,
  options: ResolvedError['options'],
  { category }: KoscomSettings,
): unknown {
  const { group } = row as KoscomRow;
  if (group === 'common') return category;
  if (group === 'op-auth' || group === 'op-exco') return group;
  if (options.category !== undefined) return options.category;
  if (isSender(category, row)) return category;
  throw new TypeError(`koscom ${code}: set category to the company whose error ${category} relays`);
}

/** Whether a value can be the name of a company: text to read, and not one of the platform's own names. */
export function isCompany(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && !/\p{C}/u.test(value) && !/^op-/i.test(value);
}

/** Whether a value is one of the platform's own servers. */
export function isServer(value: unknown): boolean {
  return servers.includes(value);
}

/** Whether a value names who can send a company's error of this row. */
export function isSender(value: unknown, row: CodeRow): value is string {
  return isCompany(value) || ((row as KoscomRow).fromPlatform === true && isServer(value));
}

/** Whether an error of this row is a company's, so that it may name the company. */
export function isOfCompany(row: CodeRow): boolean {
  const { group } = row as KoscomRow;
  return group === undefined || group === 'company';
}

/** Whether a value can be a detail: a whole number from 0 on if the row says so, else a number or a text to read. */
export function isDetail(value: unknown, row: CodeRow): value is string | number {
  if (typeof value === 'string') return (row as KoscomRow).numeric !== true && value.trim() !== '';
  return (row as KoscomRow).numeric === true
    ? Number.isSafeInteger(value) && (value as number) >= 0
    : Number.isFinite(value);
}
