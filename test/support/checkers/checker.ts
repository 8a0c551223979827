import type { Code, Reply } from '@oryu/core';
import type fc from 'fast-check';
import type { CodeFacts } from '../spec.js';
import { problemsOfHttp } from './http.js';

/** What was asked and thrown, as the test knows it without asking the code under test. */
export interface Circumstances {
  readonly isHead: boolean;
  /** False where the request cannot be read: what an answer would take from it may then be missing. */
  readonly isReadable: boolean;
  /** The last segment of the path as received; undefined where it cannot be read. */
  readonly apiName: string | undefined;
  /** What the query says of `state`, decoded. */
  readonly state: string | undefined;
  /** A transaction id that may be echoed. */
  readonly transactionId: string | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The code of a typed error that must be answered as it is. */
  readonly code: Code | undefined;
  /** What the error was given beside its code. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A sentence of the specification, and whether it holds. */
export type Rules = Readonly<Record<string, boolean>>;

/** The sentences of its specification that a reply breaks. */
export type Checker = (reply: Reply, circumstances: Circumstances) => string[];

type Settings = Readonly<Record<string, unknown>>;

/** What a document says of its errors and replies, beside the codes. */
export interface Surface {
  /** The headers the standard names, beside those that HTTP asks for. */
  readonly headers?: readonly string[];
  /** What Content-Type must be; undefined where there must be none. */
  readonly type: (reply: Reply, circumstances: Circumstances) => string | undefined;
  /** The statuses a code may have; the table's unless given. */
  readonly statuses?: (fact: CodeFacts, circumstances: Circumstances) => readonly number[];
  /** What holds of the headers, with a body or without one. */
  readonly head?: (reply: Reply, circumstances: Circumstances) => Rules;
  /** The code that a reply says, and what holds of its body; not asked for HEAD. */
  readonly read: (
    reply: Reply,
    circumstances: Circumstances,
    facts: readonly CodeFacts[],
  ) => { readonly code: unknown; readonly rules: Rules };
  /** What a default text of ours must be. */
  readonly isText?: (text: string) => boolean;
  /** The option that a code cannot be without; the detail of a template unless given. */
  readonly needs?: (fact: CodeFacts) => string | undefined;
  /** The standard's own options that an error may be given, those that its code needs included. */
  readonly options?: (fact: CodeFacts) => Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** Whether an error can be answered under these settings; always unless given. */
  readonly canAnswer?: (
    settings: Settings,
    fact: CodeFacts | undefined,
    options: Readonly<Record<string, unknown>>,
  ) => boolean;
  /** Settings that no provider should give; no answer may show them. */
  readonly hostile?: readonly Settings[];
}

/** The option that a code cannot be without. */
export function neededBy({ needs }: Surface, fact: CodeFacts): string | undefined {
  return needs === undefined ? detailOf(fact) : needs(fact);
}

function detailOf({ rule }: CodeFacts): string | undefined {
  return rule === 'template' ? 'detail' : undefined;
}

/** Checks replies against what a document says, and HTTP. */
export function checker(surface: Surface, facts: readonly CodeFacts[]): Checker {
  const { headers = [], type, statuses = ({ status }) => [status], head, read } = surface;
  return (reply, circumstances) => {
    const rules: Record<string, boolean> = {
      'a status of the table': facts.some((fact) => statuses(fact, circumstances).includes(reply.status)),
      'the Content-Type of the standard': reply.headers['content-type'] === type(reply, circumstances),
      ...head?.(reply, circumstances),
    };
    if (!circumstances.isHead) {
      const { code, rules: own } = read(reply, circumstances, facts);
      const fact = facts.find((each) => each.code === code);
      Object.assign(rules, own, {
        'a code of the table': fact !== undefined,
        'the code that was thrown': circumstances.code === undefined || code === circumstances.code,
        'a status of the code': fact !== undefined && statuses(fact, circumstances).includes(reply.status),
        'Retry-After where the code may carry it':
          reply.headers['retry-after'] === undefined || fact?.retryable === true,
      });
    }
    const brokenRules = Object.keys(rules).filter((rule) => rules[rule] !== true);
    return [...problemsOfHttp(reply, circumstances, ['content-type', ...headers]), ...brokenRules];
  };
}

/** The members of a body that is a JSON object without blanks and without a member twice; else none. */
export function jsonMembers({ body }: Reply): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(String(body));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && JSON.stringify(value) === body ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The names of members, in their order. */
export function order(members: object): string {
  return Object.keys(members).join();
}

/** Whether a value is a text with something to read. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
