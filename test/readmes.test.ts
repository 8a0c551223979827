import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as all from '@oryu/core';
import { mydata } from '@oryu/core';
import { exchange, type Harness, requestBytes } from '@oryu/testing';
import { harnesses } from './harnesses/index.js';
import { blocks, run } from './support/documentation.js';

/** What a README says its framework cannot do: the rows of the tables below that heading, case and reason. */
function declared(binding: string): Set<string> {
  const text = readFileSync(new URL(`../packages/${binding}/README.md`, import.meta.url), 'utf8');
  const [, section = ''] = text.split('## What it cannot do');
  const rows = [...section.matchAll(/^\| (.+) \| (.+) \|$/gm)].filter(([, name]) => name !== 'case');
  return new Set(rows.map(([, name, reason]) => `${name}: ${reason}`));
}

function cannotOf(all: readonly Harness[]): Set<string> {
  return new Set(
    all.flatMap(({ cannot }) => Object.entries(cannot).map(([name, reason]) => `${name}: ${reason}`)),
  );
}

test.each(Object.entries(harnesses))(
  'the README of @oryu/%s lists exactly what its framework cannot do',
  (binding, all) => {
    expect(declared(binding)).toEqual(cannotOf(all));
  },
);

const path = '/v2/bank/accounts';
const nothing = (): void => {};

async function answerOf(listener: RequestListener): Promise<number | undefined> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const [response] = await exchange(port, requestBytes('GET', path)).finally(() => server.close());
  return response?.status;
}

describe('the first code of a package README answers as it says', () => {
  const [express = '', koa = '', fastify = '', core = ''] = ['express', 'koa', 'fastify', 'core'].map(
    (name) => blocks(`packages/${name}/README.md`, 'ts')[0],
  );

  test('@oryu/express', async () => {
    expect(await answerOf((await run(`${express}\nreturn app;`)) as RequestListener)).toBe(403);
  });

  test('@oryu/koa', async () => {
    expect(await answerOf((await run(`${koa}\nreturn app.callback();`)) as RequestListener)).toBe(401);
  });

  test('@oryu/fastify', async () => {
    const routing = await run(
      `${fastify.replace('/v1/accounts', path)}\nawait app.ready();\nreturn app.routing;`,
    );
    expect(await answerOf(routing as RequestListener)).toBe(500);
  });

  test('@oryu/core', async () => {
    expect(await run(`${core}\nreturn [status, body];`)).toEqual([
      403,
      `{"rsp_code":"40305","rsp_msg":"${mydata().codes.get(40305)?.text}"}`,
    ]);
  });
});

describe('the options shown in a package README are accepted', () => {
  test.each([
    ['express', 1, { app: { use: nothing } }],
    ['koa', 1, { app: { use: nothing }, compress: nothing, session: nothing }],
    ['koa', 2, { app: { use: nothing } }],
    ['fastify', 1, { app: { register: nothing }, standard: mydata() }],
    ['express', 2, { app: { use: nothing }, callback: nothing }],
    ['fastify', 2, { app: { register: nothing } }],
  ])('@oryu/%s, block %i', async (name, index, given) => {
    const binding: object = await import(`@oryu/${name}`);
    const code = blocks(`packages/${name}/README.md`, 'ts')[index];
    class TokenExpired extends Error {}
    await expect(
      run(code as string, { ...all, ...binding, ...given, TokenExpired, log: {} }),
    ).resolves.toBeUndefined();
  });
});
