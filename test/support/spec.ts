import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Code, FailureKind } from '@oryu/core';

type Row = Readonly<Record<string, string>>;

const folder = new URL('../../spec/', import.meta.url);

/** The tables of a file of `spec/`, each with its rows by column. A line behind `#` says what they are taken from. */
export function tablesOf(name: string): Row[][] {
  const file = new URL(`${name}.tsv`, folder);
  if (!existsSync(file)) throw new Error(`spec/${name}.tsv is missing: see spec/README.md`);
  const parts = readFileSync(file, 'utf8').trimEnd().split('\n\n');
  return parts.filter((part) => !part.startsWith('#')).map(rowsOf);
}

function rowsOf(table: string): Row[] {
  const [head = '', ...lines] = table.split('\n');
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
  const [rows = []] = tablesOf(table);
  return rows
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

/** A cell of a table of failures: the code by name, the first that matches deciding, and the code for all others. */
export interface FailureFacts {
  readonly kind: FailureKind;
  readonly names: readonly (readonly [name: string, code: Code])[];
  readonly otherwise: Code;
  /** The document is silent on this failure, or leaves it open: the code is our choice. */
  readonly isChosen: boolean;
}

/** A column of a table of failures, which stands in the file of its standard below the codes. */
export function failuresOf(column: string): FailureFacts[] {
  const tables = readdirSync(folder)
    .filter((file) => file.endsWith('.tsv'))
    .flatMap((file) => tablesOf(file.slice(0, -'.tsv'.length)));
  const table = tables.find(([row = {}]) => 'kind' in row && column in row);
  if (table === undefined) {
    throw new Error(
      `spec/ has no table of failures with the column "${column}": it stands in the file of its standard, below the codes`,
    );
  }
  return table.map((row) => {
    const cell = row[column] ?? '';
    const rules = cell.replace(/ \*$/, '').split('; ');
    const otherwise = codeOf((rules.pop() ?? '').replace(/^else /, ''));
    const names = rules.map((rule) => {
      const [name = '', code = ''] = rule.split(': ');
      return [name, codeOf(code)] as const;
    });
    return { kind: row.kind as FailureKind, names, otherwise, isChosen: cell.endsWith(' *') };
  });
}

/** A code as errors have it: whole numbers are numbers, but for those with a leading zero. */
function codeOf(cell: string): Code {
  return /^-?[1-9]\d*$/.test(cell) ? Number(cell) : cell;
}
