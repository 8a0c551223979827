import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import {
  Body,
  type CallHandler,
  Controller,
  type ExecutionContext,
  Get,
  HttpException,
  type MiddlewareConsumer,
  Module,
  type NestMiddleware,
  Param,
  ParseIntPipe,
  Post,
  Res,
  StreamableFile,
  UnauthorizedException,
  UseGuards,
  UseInterceptors,
  ValidationPipe,
} from '@nestjs/common';
import { type ErrorReport, MyDataError, mydata, type Standard } from '@oryu/core';
import { IsInt } from 'class-validator';
import createError from 'http-errors';
import { map } from 'rxjs';
import { answerOf, answerOfFailure } from '../../../test/support/mydata-answers.js';
import { type AnswerTo, platforms, serve } from '../../../test/support/nest-platforms.js';
import { AbortedResponse } from '../../../test/support/raw-http.js';
import { ProviderErrorsModule } from './index.js';

const secret = '비밀';
const json = { 'content-type': 'application/json' };

const throws = (error: unknown) => () => {
  throw error;
};
const refusingGuard = { canActivate: () => false };
const failingGuard = { canActivate: throws(new MyDataError(40101)) };
const failingPipe = { transform: throws(new MyDataError(40004)) };
const failingInterceptor = { intercept: throws(new MyDataError(40402)) };
const failingAfterHandler = {
  intercept: (_context: ExecutionContext, next: CallHandler) =>
    next.handle().pipe(map(throws(new MyDataError(40403)))),
};

class Page {
  @IsInt()
  limit!: number;
}

/** What the route `/throw/:name` throws. */
const thrown = new Map<string, unknown>([
  ['typed', new MyDataError(40305)],
  ['undefined', undefined],
  ['http-error', createError(429, secret)],
  ['message', new HttpException({ message: [secret], secret }, 503)],
]);

@Controller()
class ThrowingController {
  @Get('throw/:name')
  throw(@Param('name') name: string) {
    throw thrown.get(name);
  }

  @Get('reject/:name')
  async reject(@Param('name') name: string) {
    await Promise.resolve();
    throw thrown.get(name);
  }

  @Get('status/:status')
  status(@Param('status', ParseIntPipe) status: number) {
    throw new HttpException(secret, status);
  }

  @UseGuards(refusingGuard)
  @Get('refused')
  refused() {}

  @UseGuards(failingGuard)
  @Get('guarded')
  runHook() {}

  @Get('piped/:id')
  piped(@Param('id', failingPipe) _id: string) {}

  @Post('validated')
  validated(@Body(new ValidationPipe()) _page: Page) {}

  @UseInterceptors(failingInterceptor)
  @Get('intercepted')
  intercepted() {}

  @UseInterceptors(failingAfterHandler)
  @Get('intercepted-after')
  interceptedAfter() {
    return { balance: 1 };
  }

  @Get('middleware')
  middleware() {}

  @Get('later-middleware')
  laterMiddleware() {}

  @Get('unserializable')
  unserializable() {
    return { balance: 1n };
  }

  @Get('begun')
  async begun(@Res() response: NodeJS.WritableStream & { raw?: NodeJS.WritableStream }) {
    await new Promise((resolve) => (response.raw ?? response).write('half', resolve));
    throw new MyDataError(40305);
  }

  @Get('file')
  file() {
    async function* failing() {
      yield Buffer.from('half');
      await delay(50);
      throw new MyDataError(40305);
    }
    return new StreamableFile(Readable.from(failing(), { objectMode: false }));
  }
}

class FailingMiddleware implements NestMiddleware {
  use(): never {
    throw new UnauthorizedException(secret);
  }
}

function applicationOf(standard: Standard, reports: ErrorReport[] = []) {
  const onError = (report: ErrorReport) => reports.push(report);

  @Module({
    imports: [ProviderErrorsModule.forRoot(standard, { onError })],
    controllers: [ThrowingController],
  })
  class ApplicationModule {
    configure(consumer: MiddlewareConsumer) {
      consumer.apply(FailingMiddleware).forRoutes('middleware');
      consumer
        .apply((_request: unknown, _response: unknown, next: (error: unknown) => void) =>
          next(new MyDataError(40104)),
        )
        .forRoutes('later-middleware');
    }
  }
  return ApplicationModule;
}

describe.each(platforms)('$name', (platform) => {
  const { connection } = platform;
  const reports: ErrorReport[] = [];
  let answerTo: AnswerTo;

  beforeAll(async () => {
    answerTo = await serve(platform, applicationOf(mydata(), reports));
  });

  beforeEach(() => {
    reports.length = 0;
  });

  test.each<[name: string, line: string, code: number]>([
    ['a typed error', 'GET /throw/typed', 40305],
    ['a typed error that is rejected with', 'GET /reject/typed', 40305],
    ['undefined', 'GET /throw/undefined', 50001],
    ['an error of http-errors', 'GET /throw/http-error', 42901],
    ['an HttpException with a body of its own', 'GET /throw/message', 50001],
    ['a guard that refuses', 'GET /refused', 40104],
    ['a guard that throws', 'GET /guarded', 40101],
    ['a pipe that throws', 'GET /piped/1', 40004],
    ['ParseIntPipe', 'GET /status/a', 40001],
    ['an interceptor that throws before the handler', 'GET /intercepted', 40402],
    ['an interceptor that throws after the handler', 'GET /intercepted-after', 40403],
    ['a middleware that throws', 'GET /middleware', 40101],
    ['a middleware that hands on an error', 'GET /later-middleware', 40104],
    ['a result that cannot be written as JSON', 'GET /unserializable', 50001],
  ])('%s is answered and reported once', async (_name, line, code) => {
    expect(await answerTo(line)).toBe(answerOf(code, {}, { connection }));
    expect(reports.map(({ error }) => error.code)).toEqual([code]);
  });

  test('ValidationPipe is answered as an invalid parameter', async () => {
    const answer = answerOfFailure('invalid-parameter', {}, { connection });
    expect(await answerTo('POST /validated', json, '{"limit":"a"}')).toBe(answer);
    expect(await answerTo('POST /validated', json, '{"limit":1}')).toContain('201 Created');
  });

  test.each(['begun', 'file'])(
    'an answer that has begun (%s) is cut off, and reported once',
    async (path) => {
      await expect(answerTo(`GET /${path}`)).rejects.toThrow(AbortedResponse);
      expect(reports.map(({ error }) => error.code)).toEqual([40305]);
    },
  );
});
