/** docs/neighbours.md: each row has its tests, each test its row, and each line of the last column is code of those tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { mydata } from '@oryu/core';
import * as translators from '@oryu/core/translators';
import { providerErrors } from '@oryu/express';
import { blocks, run } from '../support/documentation.js';

const folder = 'test/neighbours';
const document = readFileSync('docs/neighbours.md', 'utf8');
const [, ...sections] = document.split(/^## /m);

/** The rows of a framework's table: a package, and the code of its last column. */
function rowsOf(section: string): readonly (readonly [name: string, code: readonly string[]])[] {
  const [, table = ''] = section.split(/^\| package \|.*\n\|[-|]+\|\n/m);
  const rows = table.split('\n\n')[0]?.trim().split('\n') ?? [];
  return rows.map((row) => {
    const cells = row.slice(2, -2).split(' | ');
    return [cells[0] ?? '', [...(cells.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)];
  });
}

/** Without the line breaks and commas of a formatter. */
const plain = (code: string) => code.replace(/\s+/g, '').replace(/,(?=[)\]}])/g, '');

/** An application that the tests start as a process of its own is named there. */
function applicationOf(block: string): string {
  const [, file] = /'([\w-]+\.app\.ts)'/.exec(block) ?? [];
  return file === undefined ? '' : readFileSync(`${folder}/${file}`, 'utf8');
}

/** The blocks of a framework's tests, by the name of the package. */
function testsOf(framework: string): ReadonlyMap<string, string> {
  const isOwn = (file: string) => file.split(/[-.]/)[0] === framework;
  const sources = readdirSync(folder)
    .filter(isOwn)
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  const blocks = sources.flatMap((source) => source.split(/^ *describe\('/m).slice(1));
  return new Map(
    blocks.map((block) => [block.slice(0, block.indexOf("', ")), plain(block + applicationOf(block))]),
  );
}

const frameworks = { Express: 'express', NestJS: 'nest', Fastify: 'fastify', Koa: 'koa', Hono: 'hono' };

describe.each(Object.entries(frameworks))('%s', (title, name) => {
  const rows = rowsOf(sections.find((section) => section.startsWith(`${title}\n`)) ?? '');
  const tests = testsOf(name);

  test('has a test for each row, and a row for each test', () => {
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.map(([name]) => name).sort()).toEqual([...tests.keys()].sort());
  });

  test.each(rows.flatMap(([name, code]) => code.map((line) => [name, line] as const)))(
    'the tests of %s run %s',
    (name, line) => {
      expect(tests.get(name)).toContain(plain(line));
    },
  );
});

test('every framework has a table, and every file of tests a framework', () => {
  const titles = sections
    .filter((section) => section.includes('\n| package |'))
    .map((text) => text.split('\n')[0]);
  expect(titles).toEqual(Object.keys(frameworks));
  const prefixes = new Set(readdirSync(folder).map((file) => file.split(/[-.]/)[0]));
  expect([...prefixes].sort()).toEqual([...Object.values(frameworks), 'table'].sort());
});

test('the translators that are listed are those that there are', () => {
  const [, table = ''] = /^\| translator \|.*\n\|[-|]+\|\n((?:\|.*\n)+)/m.exec(document) ?? [];
  const listed = [...table.matchAll(/^\| `(\w+)/gm)].map(([, name = '']) => name);
  expect([...new Set(listed), 'anyOf'].sort()).toEqual(Object.keys(translators).sort());
});

test('the first code is accepted', async () => {
  class AppError extends Error {}
  const app = { use: jest.fn() };
  await run(blocks('docs/neighbours.md', 'ts')[0] ?? '', { app, providerErrors, mydata, AppError });
  expect(app.use).toHaveBeenCalledWith([expect.any(Function), expect.any(Function)]);
});
