import { join } from 'node:path';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { ServeStaticModule } from '@nestjs/serve-static';
import { type ErrorReport, MyDataError, mydata } from '@oryu/core';
import express from 'express';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { type AnswerTo, platforms, serve } from '../../../test/support/nest-platforms.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { ProviderErrorsModule } from './index.js';

@Controller('accounts')
class AccountsController {
  @Get()
  list() {
    return { rsp_code: '00000' };
  }
}

@Controller('tokens')
class TokensController {
  @Post()
  issue() {}
}

const reports: ErrorReport[] = [];

@Module({
  imports: [ProviderErrorsModule.forRoot(mydata(), { onError: (report) => reports.push(report) })],
  controllers: [AccountsController, TokensController],
})
class ApplicationModule {}

beforeEach(() => {
  reports.length = 0;
});

describe.each(platforms)('$name', (platform) => {
  const { connection } = platform;

  describe.each([
    ['a prefix', 'api'],
    ['no prefix', ''],
  ])('an application with %s', (_what, prefix) => {
    let answerTo: AnswerTo;
    const cors = { 'access-control-allow-origin': '*' };

    beforeAll(async () => {
      answerTo = await serve(platform, ApplicationModule, (app) => {
        app.setGlobalPrefix(prefix, { exclude: ['tokens'] });
        app.enableCors();
        app.use('/failing', (_request: unknown, _response: unknown, next: (error: unknown) => void) =>
          next(new MyDataError(40305)),
        );
        app.use('/crashing', () => {
          throw new Error('비밀');
        });
      });
    });

    test.each([
      ['a path outside', 'GET /nowhere', 40401],
      ['the root', 'GET /', 40401],
      ['a path that only begins like the prefix', 'GET /apiary', 40401],
      ['a path outside, by another method', 'DELETE /nowhere/else', 40401],
      ['a middleware outside that hands on an error', 'GET /failing', 40305],
      ['a middleware outside that throws', 'GET /crashing/1', 50001],
      ['a middleware outside, in another method', 'POST /failing/1', 40305],
    ] as const)('answers %s (%s) in the standard, and reports it once', async (_what, line, code) => {
      const answer = await answerTo(line);
      // On Fastify, headers that a hook has set do not reach the answer to a middleware (README.md).
      const isPlain = platform.name === 'Fastify' && code !== 40401;
      expect(answer).toBe(answerOf(code, isPlain ? withoutCors(answer) : cors, { connection }));
      expect(reports.map(({ error }) => error.code)).toEqual([code]);
    });

    test('answers a wrong method outside of the prefix with the methods of the route', async () => {
      const answer = answerOf(40501, { ...cors, allow: 'POST' }, { connection });
      expect(await answerTo('GET /tokens')).toBe(answer);
    });
  });
});

/** NestJS 12 copies them; NestJS 10 and 11 do not. */
function withoutCors(answer: string): Record<string, string> {
  return answer.includes('access-control-allow-origin') ? { 'access-control-allow-origin': '*' } : {};
}

describe('on Express', () => {
  const [platform] = platforms as [(typeof platforms)[number]];

  test('a route that is added later is reached, and its error is answered', async () => {
    const answerTo = await serve(platform, ApplicationModule, async (app) => {
      app.setGlobalPrefix('api');
      await app.init();
      const instance: express.Express = app.getHttpAdapter().getInstance();
      instance.get('/live', (_request, response) => void response.send('ok'));
      instance.get('/late', () => {
        throw new MyDataError(40305);
      });
    });
    expect(await answerTo('GET /live')).toMatch(/^HTTP\/1\.1 200 OK\n/);
    expect(await answerTo('GET /late')).toBe(answerOf(40305));
    expect(await answerTo('POST /live')).toBe(answerOf(40501, { allow: 'GET, HEAD' }));
    expect(reports.map(({ error }) => error.code)).toEqual([40305, 40501]);
  });

  test('a target that Express cannot parse is answered in the standard, not with the page of Express', async () => {
    const answerTo = await serve(platform, ApplicationModule);
    expect(await answerTo('GET http://[/accounts')).toBe(answerOf(40401));
  });

  test('an application that is mounted in another one leaves unknown routes to it', async () => {
    const inner = express().disable('x-powered-by');
    await serve({ ...platform, makeAdapter: () => new ExpressAdapter(inner) }, ApplicationModule, (app) =>
      app.setGlobalPrefix('api'),
    );
    const outer = express().disable('x-powered-by').use(inner);
    outer.get('/outer', (_request, response) => void response.send('outer'));
    const served = await Served.start(outer);
    expect(await served.answerTo(request('GET /outer'))).toMatch(/outer$/);
    expect(await served.answerTo(request('GET /api/nowhere'))).toBe(answerOf(40401));
  });

  test('files and the page of a single-page application do not make a path known', async () => {
    @Module({
      imports: [
        ServeStaticModule.forRoot({ rootPath: join(process.cwd(), 'docs'), exclude: ['/v2/{*path}'] }),
        ProviderErrorsModule.forRoot(mydata()),
      ],
      controllers: [AccountsController],
    })
    class StaticModule {}
    const answerTo = await serve(platform, StaticModule);
    expect(await answerTo('GET /register.md')).toMatch(/^HTTP\/1\.1 200 OK\n/);
    expect(await answerTo('POST /v2/zz')).toBe(answerOf(40401));
    expect(await answerTo('GET /v2/zz')).toBe(answerOf(40401));
    expect(await answerTo('POST /accounts')).toBe(answerOf(40501, { allow: 'GET, HEAD' }));
  });
});
