/** docs/neighbours.md, NestJS: each row with the real package, on Express and on Fastify. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Inject, Module, Post, UseFilters, UseGuards } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { BaseExceptionFilter } from '@nestjs/core';
import { AuthGuard, PassportModule } from '@nestjs/passport';
import { ServeStaticModule } from '@nestjs/serve-static';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import { mydata } from '@oryu/core';
import { expressJwt } from '@oryu/core/translators';
import { ProviderErrorsModule } from '@oryu/nest';
import { exceptionFactory } from '@oryu/validation/nest';
import { expressjwt } from 'express-jwt';
import { createZodDto, createZodValidationPipe, ZodValidationPipe } from 'nestjs-zod';
// @ts-expect-error: it has no declarations.
import passport from 'passport';
import { type ZodError, z } from 'zod';
import { answerInKinds, kindsWithNames } from '../support/kinds.js';
import { answerOf, answerOfFailure } from '../support/mydata-answers.js';
import { theirAnswer } from '../support/neighbours.js';
import { platforms, serve } from '../support/nest-platforms.js';

const ours = ProviderErrorsModule.forRoot(mydata(), { onError: () => {} });
const json = { 'content-type': 'application/json; charset=utf-8' };

@Controller('accounts')
class Accounts {
  @Get()
  list() {
    throw new Error('비밀');
  }
}

describe.each(platforms)('$name', (platform) => {
  const { connection } = platform;
  const start = (module: object, ...rest: [configure?: Parameters<typeof serve>[2]]) =>
    serve(platform, module as Parameters<typeof serve>[1], ...rest);

  describe('@nestjs/passport', () => {
    interface Strategy {
      fail(challenge: string, status: number): void;
      error(error: Error): void;
    }
    passport.use('refusing', {
      authenticate(this: Strategy) {
        this.fail('Bearer realm="bank"', 401);
      },
    });
    passport.use('failing', {
      authenticate(this: Strategy) {
        this.error(Object.assign(new Error('비밀'), { status: 401 }));
      },
    });

    @Controller()
    class Closed {
      @UseGuards(AuthGuard('refusing'))
      @Get()
      list() {}

      @UseGuards(AuthGuard('failing'))
      @Get('failing')
      fail() {}
    }

    test('is unauthenticated, and unexpected if the strategy fails', async () => {
      @Module({ imports: [ours, PassportModule], controllers: [Closed] })
      class App {}
      const answerTo = await start(App);
      expect(await answerTo('GET /')).toBe(answerOfFailure('unauthenticated', {}, { connection }));
      expect(await answerTo('GET /failing')).toBe(answerOfFailure('unexpected', {}, { connection }));
    });
  });

  describe('@nestjs/terminus', () => {
    const check = (health: HealthCheckService, indicators: HealthIndicatorService) =>
      health.check([() => indicators.check('database').down()]);

    @Controller('health')
    class Health {
      constructor(
        @Inject(HealthCheckService) readonly health: HealthCheckService,
        @Inject(HealthIndicatorService) readonly indicators: HealthIndicatorService,
      ) {}

      @Get()
      check() {
        return check(this.health, this.indicators);
      }
    }

    @Controller('ready')
    @UseFilters(BaseExceptionFilter)
    class Ready extends Health {}

    test('is unavailable, or its own JSON with a filter of Nest', async () => {
      @Module({ imports: [ours, TerminusModule.forRoot({ logger: false })], controllers: [Health, Ready] })
      class App {}
      const answerTo = await start(App);
      expect(await answerTo('GET /health')).toBe(answerOfFailure('unavailable', {}, { connection }));
      const down = '{"database":{"status":"down"}}';
      const body = `{"status":"error","info":{},"error":${down},"details":${down}}`;
      // Express adds an ETag.
      expect((await answerTo('GET /ready')).replace(/^etag: .*\n/m, '')).toBe(
        theirAnswer('503 Service Unavailable', body, json, connection),
      );
    });
  });

  describe('@nestjs/serve-static', () => {
    let rootPath: string;
    beforeAll(() => {
      rootPath = mkdtempSync(join(tmpdir(), 'oryu-static-'));
      writeFileSync(join(rootPath, 'index.html'), 'page');
    });
    afterAll(() => rmSync(rootPath, { recursive: true }));

    test('answers unknown paths itself, but below its serveRoot only', async () => {
      @Module({ imports: [ours, ServeStaticModule.forRoot({ rootPath })] })
      class Everywhere {}
      const everywhere = await start(Everywhere);
      // On Express its page, on Fastify its own JSON.
      const body = platform.name === 'Express' ? 'page' : '{"message":"Not Found","statusCode":404}';
      expect((await everywhere('GET /v2/unknown')).split('\n\n')[1]).toBe(body);

      @Module({ imports: [ours, ServeStaticModule.forRoot({ rootPath, serveRoot: '/files' })] })
      class Below {}
      const answerTo = await start(Below);
      expect(await answerTo('GET /files/index.html')).toMatch(/^HTTP\/1\.1 200 OK\n[\s\S]*\n\npage$/);
      expect(await answerTo('GET /v2/unknown')).toBe(answerOfFailure('route-not-found', {}, { connection }));
    });
  });

  describe('@nestjs/swagger', () => {
    test('serves its pages, and an unknown path is not found', async () => {
      @Module({ imports: [ours], controllers: [Accounts] })
      class App {}
      const answerTo = await start(App, (app) =>
        SwaggerModule.setup('docs', app, SwaggerModule.createDocument(app, new DocumentBuilder().build())),
      );
      expect(await answerTo('GET /docs-json')).toMatch(/^HTTP\/1\.1 200 OK\n/);
      expect(await answerTo('GET /docs/unknown')).toBe(
        answerOfFailure('route-not-found', {}, { connection }),
      );
    });
  });

  describe('@nestjs/config', () => {
    test('configures the standard', async () => {
      const load = [() => ({ CRASH: '잠시 후 다시 이용해 주세요' })];
      const config = ConfigModule.forRoot({ ignoreEnvFile: true, load });
      @Module({
        imports: [
          ProviderErrorsModule.forRootAsync({
            imports: [config],
            inject: [ConfigService],
            useFactory: (config: ConfigService) => ({
              standard: mydata({ texts: { 50001: config.getOrThrow('CRASH') } }),
              options: { onError: () => {} },
            }),
          }),
        ],
        controllers: [Accounts],
      })
      class App {}
      const answerTo = await start(App);
      const message = '잠시 후 다시 이용해 주세요';
      expect(await answerTo('GET /accounts')).toBe(answerOf(50001, {}, { connection, message }));
    });
  });

  describe('nestjs-zod', () => {
    class Account extends createZodDto(z.object({ number: z.string() })) {}

    @Controller()
    class Opening {
      @Post()
      open(@Body() account: Account) {
        return account;
      }
    }

    @Module({ imports: [ProviderErrorsModule.forRoot(kindsWithNames())], controllers: [Opening] })
    class App {}
    const wrong = ['POST /', { 'content-type': 'application/json' }, '{"number":1}'] as const;

    test('is invalid-parameter, and names the parameter with our exceptionFactory', async () => {
      const unnamed = await start(App, (app) => app.useGlobalPipes(new ZodValidationPipe()));
      expect(await unnamed(...wrong)).toBe(answerInKinds('invalid-parameter', {}, connection));
      const Pipe = createZodValidationPipe({
        createValidationException: (error) => exceptionFactory((error as ZodError).issues),
      });
      const answerTo = await start(App, (app) => app.useGlobalPipes(new Pipe()));
      expect(await answerTo(...wrong)).toBe(answerInKinds('invalid-parameter (number)', {}, connection));
    });
  });
});

test('middleware of Express has the same translators', async () => {
  @Module({
    imports: [ProviderErrorsModule.forRoot(mydata(), { translate: expressJwt })],
    controllers: [Accounts],
  })
  class App {}
  const [onExpress] = platforms as [(typeof platforms)[number]];
  const answerTo = await serve(onExpress, App, (app) =>
    app.use(expressjwt({ secret: 'a', algorithms: ['HS256'] })),
  );
  expect(await answerTo('GET /accounts')).toBe(answerOfFailure('unauthenticated'));
});
