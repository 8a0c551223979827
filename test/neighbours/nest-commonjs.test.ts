/** docs/neighbours.md, NestJS: packages in CommonJS, which Jest cannot load beside NestJS 12. Node itself runs them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';
import { answerInKinds } from '../support/kinds.js';
import { answerOfFailure } from '../support/mydata-answers.js';
import { theirAnswer } from '../support/neighbours.js';
import { platforms } from '../support/nest-platforms.js';
import { RawConnection, request, textOf } from '../support/raw-http.js';

const source = 'nest-commonjs.app.ts';
// Inside of node_modules its imports lead to the same packages.
const built = `node_modules/.cache/nest-commonjs-${process.pid}.mjs`;
const running: ChildProcess[] = [];

beforeAll(async () => {
  await build({
    entryPoints: [`test/neighbours/${source}`],
    outfile: built,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
});

afterAll(() => {
  for (const each of running) each.kill();
  rmSync(built, { force: true });
});

async function start(platform: string): Promise<number> {
  const child = spawn(process.execPath, [built, platform], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  const [line] = await once(child.stdout, 'data');
  return Number(line);
}

describe.each(platforms)('$name', ({ name, connection }) => {
  let port: number;
  beforeAll(async () => {
    port = await start(name);
  });

  async function answerTo(...given: Parameters<typeof request>): Promise<string> {
    const opened = await RawConnection.open(port);
    const answer = textOf(await opened.send(request(...given)).response());
    opened.reset();
    return answer;
  }

  describe('@nestjs/throttler', () => {
    test('is rate-limited with its Retry-After', async () => {
      await answerTo('GET /limited');
      const retryAfter = { 'retry-after': '60' };
      expect(await answerTo('GET /limited')).toBe(
        answerOfFailure('rate-limited', retryAfter, { connection }),
      );
    });
  });

  describe('nestjs-i18n', () => {
    // The code is in 'nest-commonjs.app.ts'.
    const post = (path: string) =>
      answerTo(`POST ${path}`, { 'content-type': 'application/json' }, '{"number":1}');

    test('is invalid-parameter, and names the parameter once translated', async () => {
      expect(await post('/unnamed')).toBe(answerInKinds('invalid-parameter', {}, connection));
      expect(await post('/named')).toBe(answerInKinds('invalid-parameter (number)', {}, connection));
    });

    test('its own filter sends its own JSON', async () => {
      const body = '{"statusCode":400,"message":["문자여야 합니다"],"error":"Bad Request"}';
      const json = { 'content-type': 'application/json; charset=utf-8' };
      // Express adds an ETag.
      expect((await post('/theirs')).replace(/^etag: .*\n/m, '')).toBe(
        theirAnswer('400 Bad Request', body, json, connection),
      );
    });
  });
});
