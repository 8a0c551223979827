import type { DynamicModule, Type } from '@nestjs/common';
import * as core from '@oryu/core';
import { transform } from '@swc/core';
import { blocks, run } from '../../../test/support/documentation.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { platforms, serve } from '../../../test/support/nest-platforms.js';
import * as nest from './index.js';

const [application = '', , options = '', several = '', factory = ''] = blocks(
  'packages/nest/README.md',
  'ts',
);

/** Runs code that has types and decorators, and returns what it names last. */
async function made(code: string, last: string, names?: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { code: plain } = await transform(code, {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true },
    },
  });
  return run(`${plain.replace(/^export /gm, '')}\nreturn ${last};`, names);
}

describe.each(platforms)('README.md on $name', (platform) => {
  const { connection } = platform;

  test('the first code answers as it says', async () => {
    const answerTo = await serve(platform, (await made(application, 'AppModule')) as Type);
    expect(await answerTo('GET /v2/bank/accounts')).toBe(answerOf(40305, {}, { connection }));
  });

  test('the options are accepted', async () => {
    const written: unknown[] = [];
    class ErrorLog {}
    class TokenExpired extends Error {}
    const log = { error: () => {}, write: (report: unknown) => written.push(report) };
    const names = { ...core, ...nest, ErrorLog, TokenExpired, log };
    await made(options, 'undefined', names);
    await made(several, 'undefined', names);
    const imported = (await made(`const made = ${factory}`, 'made', names)) as DynamicModule;
    const answerTo = await serve(platform, {
      module: class {},
      imports: [
        { ...imported, providers: [...(imported.providers ?? []), { provide: ErrorLog, useValue: log }] },
      ],
    });
    expect(await answerTo('GET /unknown')).toBe(answerOf(40401, {}, { connection }));
    expect(written).toHaveLength(1);
  });
});
