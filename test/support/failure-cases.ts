import type { Code, FailureKind } from '@oryu/core';
import { failuresOf } from './spec.js';

/** A failure with names, and the code that answers it. */
export type FailureCase = readonly [kind: FailureKind, names: readonly string[], code: Code];

/**
 * Every kind of failure in a column of a table of failures, without names and with those that make a difference: the
 * cell's order decides, not the names', and the name of a header compares without case.
 */
export function failureCases(column: string): FailureCase[] {
  return failuresOf(column).flatMap(({ kind, names, otherwise }): FailureCase[] => {
    const listed = names.map(([name]) => name);
    return [
      [kind, [], otherwise],
      [kind, ['other'], otherwise],
      ...names.flatMap(([name, code]): FailureCase[] => [
        [kind, [name], code],
        [kind, ['other', name], code],
        [kind, [name.toUpperCase()], kind.endsWith('-header') ? code : otherwise],
      ]),
      ...names.slice(0, 1).flatMap(([, first]): FailureCase[] => [
        [kind, listed, first],
        [kind, [...listed].reverse(), first],
      ]),
    ];
  });
}
