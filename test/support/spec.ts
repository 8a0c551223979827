import { readFileSync } from 'node:fs';
import type { Code, FailureKind } from '@oryu/core';

/** The rows of a table of `spec/`, by column. */
export function tableOf(name: string): Record<string, string>[] {
  const text = readFileSync(new URL(`../../spec/${name}.tsv`, import.meta.url), 'utf8');
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const columns = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}

/** A row of a code table; the columns are those of `spec/README.md`. */
export interface CodeFacts {
  readonly surface: string;
  readonly code: Code;
  readonly status: number;
  readonly text: string;
  readonly rule: 'fixed' | 'template' | 'free' | 'optional' | 'result';
  readonly fault: 'client' | 'server' | '';
  readonly retryable: boolean;
  readonly source: string;
}

/** The rows of a code table, of the surfaces named or of all. */
export function codesOf(table: string, ...surfaces: readonly string[]): CodeFacts[] {
  return tableOf(table)
    .map(({ surface = '', code = '', http_status, wire_text = '', rule, fault, retryable, source = '' }) => ({
      surface,
      code: codeOf(code),
      status: Number(http_status),
      text: wire_text,
      rule: rule as CodeFacts['rule'],
      fault: fault as CodeFacts['fault'],
      retryable: retryable === 'yes',
      source,
    }))
    .filter(({ surface }) => surfaces.length === 0 || surfaces.includes(surface));
}

/** A cell of `failures.tsv`: the code by name, the first that matches deciding, and the code for all others. */
export interface FailureFacts {
  readonly kind: FailureKind;
  readonly names: readonly (readonly [name: string, code: Code])[];
  readonly otherwise: Code;
}

/** A column of `failures.tsv`. */
export function failuresOf(column: string): FailureFacts[] {
  return tableOf('failures').map((row) => {
    const rules = (row[column] ?? '').replace(/ \*$/, '').split('; ');
    const otherwise = codeOf((rules.pop() ?? '').replace(/^else /, ''));
    const names = rules.map((rule) => {
      const [name = '', code = ''] = rule.split(': ');
      return [name, codeOf(code)] as const;
    });
    return { kind: row.kind as FailureKind, names, otherwise };
  });
}

/** A code as errors have it: whole numbers are numbers, but for those with a leading zero. */
function codeOf(cell: string): Code {
  return /^-?[1-9]\d*$/.test(cell) ? Number(cell) : cell;
}
