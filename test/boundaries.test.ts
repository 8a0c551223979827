import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

type Tree = Record<string, string>;

const cruiser = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

const clean: Tree = {
  'package.json': '{}',
  'node_modules/express/package.json': '{ "name": "express" }',
  'node_modules/express/index.js': '',
  'node_modules/http-errors/package.json': '{ "name": "http-errors" }',
  'node_modules/http-errors/index.js': '',
  'node_modules/undici/package.json': '{ "name": "undici" }',
  'node_modules/undici/index.js': '',
  'packages/core/package.json': '{ "name": "@oryu/core" }',
  'packages/core/src/reply.ts': "import type {} from './headers.js'; export interface Reply {}",
  'packages/core/src/headers.ts': '',
  'packages/core/src/index.ts': "export * from './mydata/index.js';",
  'packages/core/src/mydata/codes.ts':
    "import type { Reply } from '../reply.js'; export const codes: Reply = {};",
  'packages/core/src/mydata/index.ts':
    "export { codes } from './codes.js'; export type { Reply } from '../reply.js';",
  'packages/core/src/koscom/index.ts': "export type { Reply } from '../reply.js';",
  'packages/core/src/fetch/index.ts':
    "import type { Reply } from '../reply.js'; export type Fetched = Reply;",
  'packages/core/src/node/index.ts': "import 'node:http'; export type { Reply } from '../reply.js';",
  'packages/core/src/mydata/index.test.ts':
    "import 'node:fs'; import '@oryu/testing'; import '../koscom/index.js';",
  'packages/express/package.json':
    '{ "peerDependencies": { "express": "5" }, "devDependencies": { "undici": "7" } }',
  'packages/express/src/index.ts':
    "import 'node:http'; import '@oryu/core'; import '@oryu/core/node'; import 'express'; import '@oryu/platforms/express/classify';",
  'packages/platforms/package.json':
    '{ "dependencies": { "http-errors": "2" }, "devDependencies": { "express": "5" } }',
  'packages/platforms/src/express/classify.ts': "import '../http-errors.js'; import type {} from 'express';",
  'packages/platforms/src/http-errors.ts': "import 'node:http'; import 'http-errors'; import '@oryu/core';",
  'packages/koa/package.json': '{}',
  'packages/koa/src/index.ts': "import '@oryu/core/mydata';",
  'packages/guards/package.json': '{}',
  'packages/guards/src/index.ts': "import '@oryu/core';",
  'packages/validation/package.json':
    '{ "dependencies": { "undici": "7" }, "peerDependencies": { "express": "5" } }',
  'packages/validation/src/index.ts': "import '@oryu/core'; import 'undici';",
  'packages/validation/src/hono/index.ts': "import 'express'; export * from '../index.js';",
  'packages/testing/package.json': '{}',
  'packages/testing/src/index.ts': "import 'node:http'; import '@oryu/core';",
  'packages/cli/package.json': '{}',
  'packages/cli/src/index.ts': "import 'node:fs'; import '@oryu/core';",
};

/** For each rule, files and a line of TypeScript that it forbids there. */
const violations: Record<string, [file: string, line: string][]> = {
  'imports-resolve': [['packages/cli/src/index.ts', "import './absent.js';"]],
  'no-circular': [['packages/core/src/headers.ts', "import type {} from './reply.js';"]],
  'packages-are-imported-by-name': [
    ['packages/koa/src/index.ts', "import '../../core/src/reply.js';"],
    ['packages/validation/src/hono/index.ts', "import type {} from '../../../core/src/reply.js';"],
  ],
  'tests-are-not-imported': [['packages/core/src/mydata/index.ts', "import './index.test.js';"]],
  'core-seams-import-no-folder': [
    ['packages/core/src/reply.ts', "import './mydata/index.js';"],
    ['packages/core/src/reply.ts', "import type {} from './mydata/codes.js';"],
    ['packages/core/src/reply.ts', "import './node/index.js';"],
    ['packages/core/src/reply.ts', "import './fetch/index.js';"],
  ],
  'core-index-imports-no-runtime': [
    ['packages/core/src/index.ts', "import './node/index.js';"],
    ['packages/core/src/index.ts', "import './fetch/index.js';"],
  ],
  'core-imports-only-itself': [
    ['packages/core/src/reply.ts', "import type {} from 'express';"],
    ['packages/core/src/node/index.ts', "import '@oryu/express';"],
  ],
  'core-folders-import-only-seams': [
    ['packages/core/src/mydata/index.ts', "import '../koscom/index.js';"],
    ['packages/core/src/mydata/index.ts', "import '../node/index.js';"],
    ['packages/core/src/node/index.ts', "import type {} from '../mydata/index.js';"],
  ],
  'core-index-is-not-imported-by-core': [
    ['packages/core/src/mydata/index.ts', "import '../index.js';"],
    ['packages/core/src/headers.ts', "import '@oryu/core';"],
  ],
  'codes-import-types-only': [['packages/core/src/mydata/codes.ts', "import '../reply.js';"]],
  'node-builtins-only-where-node-is-certain': [
    ['packages/core/src/reply.ts', "import 'node:fs';"],
    ['packages/core/src/mydata/index.ts', "import 'fs';"],
    ['packages/core/src/fetch/index.ts', "import type {} from 'node:http';"],
    ['packages/guards/src/index.ts', "import 'node:crypto';"],
  ],
  'packages-import-only-core': [
    ['packages/express/src/index.ts', "import '@oryu/koa';"],
    ['packages/guards/src/index.ts', "import '@oryu/express';"],
  ],
  'bindings-import-only-their-framework': [
    ['packages/express/src/index.ts', "import 'undici';"],
    ['packages/koa/src/index.ts', "import 'express';"],
  ],
  'platforms-import-only-types': [
    ['packages/platforms/src/express/classify.ts', "import 'express';"],
    ['packages/platforms/src/http-errors.ts', "import 'undici';"],
  ],
  'optional-peers-stay-in-their-folder': [
    ['packages/validation/src/index.ts', "import 'express';"],
    ['packages/validation/src/index.ts', "import type {} from 'http-errors';"],
  ],
  'testing-is-not-shipped': [
    ['packages/koa/src/index.ts', "import '@oryu/testing';"],
    ['packages/cli/src/index.ts', "import type {} from '@oryu/testing';"],
  ],
};

interface Summary {
  readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
}

/** What dependency-cruiser, with this repository's configuration, says of a tree. */
async function cruise(tree: Tree): Promise<Summary> {
  const folder = await mkdtemp(join(tmpdir(), 'oryu-boundaries-'));
  try {
    for (const [file, content] of Object.entries(tree)) {
      await mkdir(join(folder, dirname(file)), { recursive: true });
      await writeFile(join(folder, file), content);
    }
    await copyFile('tsconfig.json', join(folder, 'tsconfig.json'));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [cruiser, 'packages/*/src', '--config', resolve('.dependency-cruiser.mjs'), '--output-type', 'json'],
      { cwd: folder, maxBuffer: 2 ** 25 },
    ).catch((failed: { stdout: string }) => failed);
    return (JSON.parse(stdout) as { summary: Summary }).summary;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.concurrent('a tree that follows the layout breaks no rule, and every rule is tested here', async () => {
  const { violations: found, ruleSetUsed } = await cruise(clean);
  expect(found).toEqual([]);
  expect(ruleSetUsed.forbidden.map(({ name }) => name)).toEqual(Object.keys(violations));
}, 120_000);

test.concurrent.each(Object.entries(violations))(
  '%s',
  async (rule, lines) => {
    const tree = { ...clean };
    for (const [file, line] of lines) tree[file] = `${line} ${tree[file]}`;
    const { violations: found } = await cruise(tree);
    // Some of these lines close a circle, too.
    const others = found.filter((each) => each.rule.name === rule || each.rule.name !== 'no-circular');
    expect(others.map((each) => [each.rule.name, each.from]).sort()).toEqual(
      lines.map(([file]) => [rule, file]).sort(),
    );
  },
  120_000,
);
