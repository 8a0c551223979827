import { isDeepStrictEqual } from 'node:util';
import type { Code, FailureCodes } from '@oryu/core';
import type { StandardRow } from './standards.js';

/** The configurations of a standard that answer each failure with the same code. */
export interface FailureColumn {
  /** The name of their column in `spec/`. */
  readonly name: string;
  /** The names of the configurations; none if all answer alike. */
  readonly of: readonly string[];
  /** The settings of each. */
  readonly settings: readonly Readonly<Record<string, unknown>>[];
  readonly answers: FailureCodes<Code>;
}

/** The columns of the table of failures of a standard. */
export function failureColumnsOf({ id, definition, configurations }: StandardRow): FailureColumn[] {
  const { failures } = definition;
  const groups: {
    of: string[];
    settings: Readonly<Record<string, unknown>>[];
    answers: FailureCodes<Code>;
  }[] = [];
  for (const [name, settings] of Object.entries(configurations)) {
    const answers = (typeof failures === 'function' ? failures(settings) : failures) as FailureCodes<Code>;
    const group = groups.find((each) => isDeepStrictEqual(each.answers, answers));
    if (group === undefined) groups.push({ of: [name], settings: [settings], answers });
    else {
      group.of.push(name);
      group.settings.push(settings);
    }
  }
  if (groups.length === 1) return groups.map((group) => ({ ...group, name: id, of: [] }));
  return groups.map((group) => ({ ...group, name: `${id} (${group.of.join(', ')})` }));
}
