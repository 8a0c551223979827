import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  Module,
  UseFilters,
} from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { MyDataError, mydata, mydataToken, type ProviderErrorsOptions } from '@oryu/core';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { answersOf, platforms, serve } from '../../../test/support/nest-platforms.js';
import { ProviderErrorsFilter, ProviderErrorsModule } from './index.js';

class Expired extends Error {}

@Controller()
class AccountsController {
  @Get('closed')
  closed() {
    throw new MyDataError(40305);
  }

  @Get('crash')
  crash() {
    throw new Error('비밀');
  }

  @Get('expired')
  expired() {
    throw new Expired();
  }
}

const options: ProviderErrorsOptions = {
  translate: (thrown) => (thrown instanceof Expired ? new MyDataError(40101) : undefined),
};
const tokenText = '서버 오류';
const token = mydataToken({ texts: { server_error: tokenText } });

@UseFilters(new ProviderErrorsFilter(token))
@Controller('oauth')
class TokenController {
  @Get('crash')
  crash() {
    throw new Error('비밀');
  }

  @UseFilters(new ProviderErrorsFilter(mydata(), { translate: () => new MyDataError(50002) }))
  @Get('relayed')
  relayed() {
    throw new Error('비밀');
  }
}

@Module({ controllers: [TokenController] })
class TokenModule {}

class Configuration {
  readonly text = '점검 중입니다';
}

@Module({ providers: [Configuration], exports: [Configuration] })
class ConfigurationModule {}

class ApplicationModule {}

const applicationOf = (...imports: object[]) => ({
  module: ApplicationModule,
  imports: imports as never[],
  controllers: [AccountsController],
});

describe.each(platforms)('$name', (platform) => {
  const { connection } = platform;

  test('forRoot answers in the standard, with its options', async () => {
    const answerTo = await serve(platform, applicationOf(ProviderErrorsModule.forRoot(mydata(), options)));
    expect(await answerTo('GET /closed')).toBe(answerOf(40305, {}, { connection }));
    expect(await answerTo('GET /expired')).toBe(answerOf(40101, {}, { connection }));
    expect(await answerTo('GET /unknown')).toBe(answerOf(40401, {}, { connection }));
  });

  test('forRootAsync makes the standard from injected providers', async () => {
    const configured = ProviderErrorsModule.forRootAsync({
      imports: [ConfigurationModule],
      inject: [Configuration],
      useFactory: async ({ text }: Configuration) => mydata({ texts: { 50001: text } }),
    });
    const answerTo = await serve(platform, applicationOf(configured));
    const answer = answerOf(50001, {}, { connection, message: '점검 중입니다' });
    expect(await answerTo('GET /crash')).toBe(answer);
    expect(await answerTo('GET /unknown')).toBe(answerOf(40401, {}, { connection }));
  });

  test('forRootAsync takes options beside the standard', async () => {
    const configured = ProviderErrorsModule.forRootAsync({
      useFactory: () => ({ standard: mydata(), options }),
    });
    const answerTo = await serve(platform, applicationOf(configured));
    expect(await answerTo('GET /expired')).toBe(answerOf(40101, {}, { connection }));
  });

  test('a filter of a controller or a handler answers in its own standard', async () => {
    const answerTo = await serve(
      platform,
      applicationOf(ProviderErrorsModule.forRoot(mydata()), TokenModule),
    );
    const answer = answerOf('server_error', {}, { connection, message: tokenText });
    expect(await answerTo('GET /oauth/crash')).toBe(answer);
    expect(await answerTo('GET /oauth/relayed')).toBe(answerOf(50002, {}, { connection }));
    expect(await answerTo('GET /crash')).toBe(answerOf(50001, {}, { connection }));
  });

  test('a filter of a controller needs no module', async () => {
    const answerTo = await serve(platform, TokenModule);
    const answer = answerOf('server_error', {}, { connection, message: tokenText });
    expect(await answerTo('GET /oauth/crash')).toBe(answer);
    expect(await answerTo('GET /unknown')).toContain('Cannot GET /unknown');
  });

  test('a filter of a module that is imported later comes first', async () => {
    @Catch(Expired)
    class ExpiredFilter implements ExceptionFilter {
      catch(_exception: Expired, host: ArgumentsHost) {
        const response = host.switchToHttp().getResponse();
        response.hijack?.();
        (response.raw ?? response).writeHead(410, 'Expired').end();
      }
    }
    @Module({ providers: [{ provide: APP_FILTER, useClass: ExpiredFilter }] })
    class ExpiryModule {}

    const answerTo = await serve(
      platform,
      applicationOf(ProviderErrorsModule.forRoot(mydata()), ExpiryModule),
    );
    expect(await answerTo('GET /expired')).toContain('HTTP/1.1 410 Expired');
    expect(await answerTo('GET /closed')).toBe(answerOf(40305, {}, { connection }));
  });

  test('two applications in one process keep their standards', async () => {
    const answerTo = await serve(platform, applicationOf(ProviderErrorsModule.forRoot(mydata())));
    const answerToToken = await serve(platform, applicationOf(ProviderErrorsModule.forRoot(token)));
    expect(await answerTo('GET /crash')).toBe(answerOf(50001, {}, { connection }));
    const answer = answerOf('server_error', {}, { connection, message: tokenText });
    expect(await answerToToken('GET /crash')).toBe(answer);
    expect(await answerTo('POST /crash')).toBe(answerOf(40501, { allow: 'GET, HEAD' }, { connection }));
  });

  test('a module made for tests answers like the application', async () => {
    const imports = [applicationOf(ProviderErrorsModule.forRoot(mydata()))];
    const module = await Test.createTestingModule({ imports }).compile();
    const answerTo = await answersOf(module.createNestApplication(platform.makeAdapter(), { logger: false }));
    expect(await answerTo('GET /closed')).toBe(answerOf(40305, {}, { connection }));
    expect(await answerTo('POST /closed')).toBe(answerOf(40501, { allow: 'GET, HEAD' }, { connection }));
  });
});

test('an application without a server starts', async () => {
  const module = applicationOf(ProviderErrorsModule.forRoot(mydata()));
  const context = await NestFactory.createApplicationContext(module, { logger: false });
  await context.close();
});

describe('mistakes throw at start-up', () => {
  const start = (configured: object) =>
    NestFactory.createApplicationContext(applicationOf(configured), { logger: false, abortOnError: false });

  test('a factory that was not called', async () => {
    const message = 'call the factory, for example mydata() instead of mydata';
    expect(() => ProviderErrorsModule.forRoot(mydata as never)).toThrow(message);
    expect(() => new ProviderErrorsFilter(mydata as never)).toThrow(message);
    const configured = ProviderErrorsModule.forRootAsync({ useFactory: () => mydata as never });
    await expect(start(configured)).rejects.toThrow(message);
  });

  test('an unknown option', async () => {
    const unknown = { onerror: () => {} } as ProviderErrorsOptions;
    const message = 'no option "onerror"';
    expect(() => ProviderErrorsModule.forRoot(mydata(), unknown)).toThrow(message);
    expect(() => new ProviderErrorsFilter(mydata(), unknown)).toThrow(message);
    const configured = ProviderErrorsModule.forRootAsync({
      useFactory: () => ({ standard: mydata(), options: unknown }),
    });
    await expect(start(configured)).rejects.toThrow(message);
  });
});
