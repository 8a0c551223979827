import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as core from '@oryu/core';
import { isProviderError, mydata, toReply } from '@oryu/core';
import * as express from '@oryu/express';
import { exchange, type RawResponse } from '@oryu/testing';
import { blocks, run } from './support/documentation.js';

const [quickStart = '', errors = '', options = '', several = '', extension = ''] = blocks('README.md', 'ts');
const [shown = ''] = blocks('README.md', 'http');
const transport = ['date', 'connection', 'keep-alive'];

function printed({ statusLine, headers, body }: RawResponse): string {
  const lines = headers
    .filter(([name]) => !transport.includes(name))
    .map(([name, value]) => `${name}: ${value}`);
  return `${[statusLine, ...lines, '', body.toString()].join('\n')}\n`;
}

describe('README.md', () => {
  test('the first code has at most 12 lines and gets exactly the response printed below it', async () => {
    expect(quickStart.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(12);
    const app = await run(quickStart.replace('app.listen(8080);', 'return app;'));
    const server = createServer(app as RequestListener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const [request = '', response = ''] = shown.split(/\n\n(?=HTTP)/);
    const bytes = `${request.replace('\n', '\nhost: 127.0.0.1\n').replaceAll('\n', '\r\n')}\r\n\r\n`;
    const [answer] = await exchange((server.address() as AddressInfo).port, bytes).finally(() =>
      server.close(),
    );
    expect(printed(answer as RawResponse)).toBe(response);
  });

  test.each(
    errors
      .trim()
      .split('\n')
      .map((line) => [line.replace(/\s*\/\/.*/, '')]),
  )('%s is answered', async (line) => {
    const thrown: unknown = await run(line, { ...core, cause: new Error('internal') }).catch(
      (error: unknown) => error,
    );
    expect(isProviderError(thrown) || core.isFailure(thrown)).toBe(true);
    const { status } = toReply(thrown, { method: 'GET', url: '/', header: () => undefined }, mydata());
    expect(status).toBeGreaterThanOrEqual(400);
  });

  test('the options are accepted', async () => {
    const app = { use: (handlers: unknown) => expect(handlers).toHaveLength(2) };
    await run(options, { ...core, ...express, app, TokenExpired: class extends Error {}, log: console });
    expect.assertions(1);
  });

  test('each of several standards answers below its own prefix', async () => {
    const callback = () => 'https://client.example/callback';
    const app = { use: (...handlers: unknown[]) => expect(handlers).toHaveLength(2) };
    const code = `${several}\nreturn standards;`;
    const standards = (await run(code, { ...core, ...express, app, callback })) as core.Standard;
    const idOf = (url: string) => standards.governing({ method: 'GET', url, header: () => undefined }).id;
    expect(['/v2/a', '/oauth/2.0/token', '/oauth/2.0/authorize?a=b', '/oauth/2.0x'].map(idOf)).toEqual([
      'mydata',
      'mydata-token',
      'mydata-authorize',
      'mydata',
    ]);
  });

  test('the extended standard answers its new code', async () => {
    const next = await run(`${extension}\nreturn [mydata2026(), MyData2026Error];`, { ...core });
    const [standard, NextError] = next as [core.Standard, new (code: number) => Error];
    expect(
      toReply(new NextError(50010), { method: 'GET', url: '/', header: () => undefined }, standard).status,
    ).toBe(500);
  });
});
