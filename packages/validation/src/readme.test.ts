import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isFailure } from '@oryu/core';
import { exchange } from '@oryu/testing';
import { IsInt } from 'class-validator';
import Joi from 'joi';
import { blocks, run } from '../../../test/support/documentation.js';
import { validate } from './express/index.js';
import { failureOfJoi } from './index.js';

const file = 'packages/validation/README.md';
const [use = '', classes = '', own = ''] = blocks(file, 'ts');
const [shown = ''] = blocks(file, 'http');
const transport = ['date', 'connection', 'keep-alive'];

test('the code gets exactly the response printed below it, and a valid request goes through', async () => {
  const app = await run(`${use}return app;`);
  const server = createServer(app as RequestListener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const [request = '', response = ''] = shown.split(/\n\n(?=HTTP)/);
  const send = async (lines: string) => {
    const bytes = `${lines.replace('\n', '\nhost: 127.0.0.1\n').replaceAll('\n', '\r\n')}\r\n\r\n`;
    const [answer] = await exchange(port, bytes);
    const headers = (answer?.headers ?? []).filter(([name]) => !transport.includes(name.toLowerCase()));
    const head = [answer?.statusLine, ...headers.map(([name, value]) => `${name}: ${value}`)];
    return `${[...head, '', answer?.body.toString()].join('\n')}\n`;
  };
  try {
    expect(await send(request)).toBe(response);
    expect(await send(request.replace('limit=1000', 'limit=100&org_code=a'))).toMatch(/\n\{"limit":100\}\n$/);
  } finally {
    server.close();
  }
});

test('a class becomes a schema', async () => {
  class Page {
    @IsInt() limit!: number;
  }
  expect(await run(`${classes}return page;`, { validate, Page })).toHaveProperty('of');
});

test('a result at hand becomes a failure', async () => {
  const Consent = Joi.object({ org_code: Joi.required() });
  const thrown: unknown = await run(own, { Consent, body: {}, failureOfJoi }).catch((error) => error);
  expect(isFailure(thrown)).toBe(true);
});

test('every entry is mentioned', () => {
  const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const entries = readdirSync(new URL('.', import.meta.url), { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    expect(text).toContain(`@oryu/validation/${name}`);
  }
});
