/** Whoever adds a standard and forgets a part of it reads here which file to change. */
import { readdirSync, readFileSync } from 'node:fs';
import * as core from '@oryu/core';
import { folders } from '../docs/generate.js';
import { readings } from '../docs/readings.js';
import { sections } from '../docs/register.js';
import { failureColumnsOf } from './support/failure-columns.js';
import { requestOf } from './support/request.js';
import { tablesOf } from './support/spec.js';
import { configured, errorOf, standards } from './support/standards.js';

const list = 'packages/testing/src/standards.ts';
const exported = new Map<string, unknown>(Object.entries(core));
const factories = [...exported].filter(([, value]) => typeof value === 'function' && 'definition' in value);
const filesOf = (folder: string, ending: string) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));

/** Fails with the sentences that say what to change. */
const expectNone = (...sentences: readonly (string | false | undefined)[]) =>
  expect(sentences.filter((each) => typeof each === 'string')).toEqual([]);

/** Those of some names that others lack. */
const without = (names: Iterable<string>, others: Iterable<string>) => {
  const known = new Set(others);
  return [...names].filter((name) => !known.has(name));
};

test('every factory of @oryu/core, and every folder of a standard, is in the list', () => {
  const rows = standards.map(({ factory }) => factory);
  const names = factories.map(([name]) => name);
  expectNone(
    ...without(names, rows).map((name) => `${list}: add a row for ${name}()`),
    ...without(rows, names).map((name) => `packages/core/src/index.ts: export ${name}()`),
    ...without(
      folders,
      standards.map(({ folder }) => folder),
    ).map((folder) => `${list}: add a row with the folder "${folder}"`),
  );
});

test('no file remains of a standard that is not in the list', () => {
  const ofNone = ['checker', 'http', 'plain-text'];
  expectNone(
    ...without(filesOf('../spec', '.tsv'), ['statuses', ...standards.map(({ table }) => table)]).map(
      (table) => `spec/${table}.tsv: no row of ${list} has the table "${table}"`,
    ),
    ...without(filesOf('support/checkers', '.ts'), [...ofNone, ...standards.map(({ folder }) => folder)]).map(
      (folder) => `test/support/checkers/${folder}.ts: no row of ${list} has the folder "${folder}"`,
    ),
    ...without(Object.keys(readings), sections).map(
      (section) => `docs/readings.ts: no title in ${list} begins with "${section}"`,
    ),
  );
});

describe.each(standards)('$id', (row) => {
  const {
    id,
    factory,
    folder,
    table,
    spec,
    make,
    Error: Class,
    definition,
    configurations,
    facts,
    surface,
  } = row;
  const index = `packages/core/src/${folder}/index.ts`;

  test('has its factory and its error class among the exports, and can be read', () => {
    const { name = '', read } = definition;
    expectNone(
      exported.get(factory) !== make && `${list}: the row of ${id} is not that of ${factory}()`,
      exported.get(name) !== Class && `${index}: "name" must be what the error class is exported as`,
      read === undefined && `${index}: without read() parseReply cannot read a reply of ${id}`,
    );
  });

  test('has a table of codes and one of failures, and names their source', () => {
    const tables = tablesOf(table);
    const columns = failureColumnsOf(row).map(({ name }) => name);
    const kinds = tables.flatMap((rows) => rows.flatMap(({ kind }) => kind ?? []));
    expectNone(
      !readFileSync(new URL(`../${spec}`, import.meta.url), 'utf8').startsWith('# ') &&
        `${spec}: the first line says document and edition, behind "# "`,
      facts.length === 0 && `${spec}: no code is of the surfaces that the row of ${id} names in ${list}`,
      ...without(
        columns,
        tables.flatMap((rows) => Object.keys(rows[0] ?? {})),
      ).map((name) => `${spec}: add the column "${name}" to the table of failures, below the codes`),
      ...without(core.failureKinds, kinds).map((kind) => `${spec}: add ${kind} to the table of failures`),
    );
  });

  test('is tested with each of its own settings, and its errors with each of its own options', () => {
    const needs = Object.values(definition.codes).flatMap((each) => each.needs ?? []);
    const set = Object.values(configurations).flatMap((settings) => Object.keys(settings));
    const given = facts.flatMap((fact) => Object.keys(surface.options?.(fact) ?? {}));
    expectNone(
      ...without(needs, Object.keys(row.needed ?? {})).map(
        (name) => `${list}: the row of ${id} needs an example of "${name}" in "needed"`,
      ),
      ...without(Object.keys(definition.settings ?? {}), set).map(
        (name) => `${list}: no configuration of ${id} sets "${name}"`,
      ),
      ...without(Object.keys(definition.options ?? {}), given).map(
        (name) => `test/support/checkers/${folder}.ts: the options of ${factory} lack "${name}"`,
      ),
    );
  });
});

test.each(standards)('$id reads each of its codes as it was sent', (row) => {
  const request = requestOf();
  const { id, folder, facts, surface, configurations } = row;
  const misread = facts.filter((fact) => {
    const settings = Object.values(configurations).find(
      (each) => surface.canAnswer?.(each, fact, {}) ?? true,
    );
    const standard = row.make(settings);
    try {
      const { error } = core.parseReply(standard, core.toReply(errorOf(row, fact.code), request, standard));
      return error?.code !== fact.code;
    } catch {
      return true;
    }
  });
  expectNone(
    ...misread.map(
      ({ code }) => `packages/core/src/${folder}: read() of ${id} does not return ${code} for it`,
    ),
  );
});

test.each(configured)('$name has a name of its own', ({ name }) => {
  expect(configured.filter((each) => each.name === name)).toHaveLength(1);
});
