/** The list of standards, each with what its document says: the codes of `spec/`, and a checker of its replies. */
import { existsSync } from 'node:fs';
import { standards as rows, type StandardRow } from '../../packages/testing/src/standards.js';
import type { Surface } from './checkers/checker.js';
import { type CodeFacts, codesOf } from './spec.js';

export { configured, errorOf, type StandardRow } from '../../packages/testing/src/standards.js';

/** A standard, and what is known of it without asking the code under test. */
export interface DocumentedStandard extends StandardRow {
  /** The name of its factory in `@oryu/core`. */
  readonly factory: string;
  /** The path of the file that holds its table. */
  readonly spec: string;
  /** The codes that can be thrown. */
  readonly facts: readonly CodeFacts[];
  readonly surface: Surface;
}

/** What a file of `checkers/` exports. */
async function checkersOf(folder: string): Promise<Readonly<Record<string, Surface>>> {
  const file = new URL(`checkers/${folder}.ts`, import.meta.url);
  return existsSync(file) ? import(`./checkers/${folder}.js`) : {};
}

const documented: DocumentedStandard[] = [];
// One after the other: Jest cannot link two modules at once that import the same one.
for (const row of rows) {
  const { factory, folder, table, surfaces = [] } = row;
  const { [factory]: surface } = await checkersOf(folder);
  if (surface === undefined)
    throw new Error(
      `test/support/checkers/${folder}.ts must export "${factory}": what the document says of its replies`,
    );
  const facts = codesOf(table, ...surfaces).filter(({ rule }) => rule !== 'result');
  documented.push({ ...row, spec: `spec/${table}.tsv`, facts, surface });
}

export const standards: readonly DocumentedStandard[] = documented;

/** The standard of an id. */
export function standardOf(id: string): DocumentedStandard {
  const found = standards.find((each) => each.id === id);
  if (found === undefined) throw new Error(`packages/testing/src/standards.ts has no standard ${id}`);
  return found;
}
