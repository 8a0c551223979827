/** Packages in CommonJS that load NestJS 12, which Jest cannot: run by Node itself. Prints its port. */
import 'reflect-metadata';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Module, Post, UseFilters, UseGuards } from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { mydata } from '@oryu/core';
import { ProviderErrorsFilter, ProviderErrorsModule } from '@oryu/nest';
import { failureOfClassValidator } from '@oryu/validation';
import { IsString } from 'class-validator';
import {
  AcceptLanguageResolver,
  I18nLoader,
  I18nModule,
  I18nValidationException,
  I18nValidationExceptionFilter,
  I18nValidationPipe,
} from 'nestjs-i18n';
import { kindsWithNames } from '../support/kinds.js';

class Account {
  @IsString({ message: 'validation.text' })
  declare number: string;
}

class Texts extends I18nLoader {
  override load = async () => ({ ko: { validation: { text: '문자여야 합니다' } } });
  override languages = async () => ['ko'];
}

@Controller('limited')
@UseGuards(ThrottlerGuard)
class Limited {
  @Get()
  list() {}
}

@Controller('unnamed')
@UseFilters(new ProviderErrorsFilter(kindsWithNames()))
class Unnamed {
  @Post()
  open(@Body(new I18nValidationPipe({ expectedType: Account })) _account: Account) {}
}

@Controller('named')
@UseFilters(
  new ProviderErrorsFilter(kindsWithNames(), {
    translate: (thrown) =>
      thrown instanceof I18nValidationException ? failureOfClassValidator(thrown.errors) : undefined,
  }),
)
class Named extends Unnamed {}

@Controller('theirs')
@UseFilters(new I18nValidationExceptionFilter({ detailedErrors: false }))
class Theirs extends Unnamed {}

@Module({
  imports: [
    ProviderErrorsModule.forRoot(mydata()),
    ThrottlerModule.forRoot([{ ttl: 60_000, limit: 1 }]),
    I18nModule.forRoot({
      fallbackLanguage: 'ko',
      loader: Texts,
      loaderOptions: {},
      resolvers: [AcceptLanguageResolver],
      logging: false,
    }),
  ],
  controllers: [Limited, Unnamed, Named, Theirs],
})
class App {}

const adapter: AbstractHttpAdapter =
  process.argv[2] === 'Express' ? new ExpressAdapter() : new FastifyAdapter();
const app = await NestFactory.create(App, adapter, { logger: false, abortOnError: false });
if (adapter instanceof ExpressAdapter) adapter.disable('x-powered-by');
await app.listen(0, '127.0.0.1');
const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
process.stdout.write(`${port}\n`);
