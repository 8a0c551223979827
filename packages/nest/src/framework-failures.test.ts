import { Body, Controller, Get, type MiddlewareConsumer, Module, Param, Post } from '@nestjs/common';
import { type ErrorReport, type FailureKind, MyDataError, mydata } from '@oryu/core';
import createError from 'http-errors';
import { kinds } from '../../../test/support/kinds.js';
import { type AnswerTo, type Platform, platforms, serve } from '../../../test/support/nest-platforms.js';
import { ProviderErrorsModule } from './index.js';

const json = { 'content-type': 'application/json' };

@Controller()
class EchoController {
  @Post('echo')
  echo(@Body() body: unknown) {
    return body;
  }

  @Get('accounts/:id/:part')
  account(@Param('id') id: string) {
    return id;
  }
}

interface Case {
  readonly name: string;
  readonly line: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly kind: FailureKind;
  /** The platform that has this failure; the other answers the request or knows no such thing. */
  readonly only?: Platform['name'];
}

const cases: readonly Case[] = [
  { name: 'broken JSON', line: 'POST /echo', headers: json, body: '{"a":', kind: 'malformed-body' },
  {
    name: 'an empty body announced as JSON',
    line: 'POST /echo',
    headers: { ...json, 'transfer-encoding': 'chunked' },
    body: '0\r\n\r\n',
    kind: 'malformed-body',
    only: 'Fastify',
  },
  {
    name: 'an unknown media type',
    line: 'POST /echo',
    headers: { 'content-type': 'text/x-unknown' },
    body: 'a',
    kind: 'unsupported-media-type',
    only: 'Fastify',
  },
  {
    name: 'a parameter that is too long',
    line: `GET /accounts/${'1'.repeat(200)}/all`,
    kind: 'malformed-request',
    only: 'Fastify',
  },
  { name: 'an error of http-errors from a middleware', line: 'GET /gone', kind: 'route-not-found' },
];

function applicationOf(standard = kinds(), reports: ErrorReport[] = []) {
  const onError = (report: ErrorReport) => reports.push(report);

  @Module({
    imports: [ProviderErrorsModule.forRoot(standard, { onError })],
    controllers: [EchoController],
  })
  class ApplicationModule {
    configure(consumer: MiddlewareConsumer) {
      consumer
        .apply((_request: unknown, _response: unknown, next: (error: unknown) => void) =>
          next(createError(410)),
        )
        .forRoutes('gone');
    }
  }
  return ApplicationModule;
}

describe.each(platforms)('$name', (platform) => {
  const { name: platformName } = platform;
  const reports: ErrorReport[] = [];
  let answerTo: AnswerTo;

  beforeAll(async () => {
    answerTo = await serve(platform, applicationOf(kinds(), reports));
  });

  beforeEach(() => {
    reports.length = 0;
  });

  test.each(cases.filter(({ only = platformName }) => only === platformName))(
    '$name is $kind, and reported once as it was thrown',
    async ({ line, headers, body, kind }) => {
      const answer = await answerTo(line, headers, body);
      expect(answer.split('\n\n')[1]).toBe(kind);
      expect(reports.map(({ origin }) => origin)).toEqual(['framework']);
      expect(reports[0]?.thrown).toBeInstanceOf(Error);
      expect(reports[0]?.error.cause).toBe(reports[0]?.thrown);
    },
  );

  test('translate is asked for the error itself, not for the exception that Nest makes of it', async () => {
    const asked: unknown[] = [];
    const translate = (thrown: unknown) => {
      asked.push(thrown);
      return new MyDataError(40003);
    };
    const imports = [ProviderErrorsModule.forRoot(mydata(), { translate })];
    const translated = await serve(platform, { module: EchoModule, imports });
    expect(await translated('POST /echo', json, '{"a":')).toContain('"rsp_code":"40003"');
    const name = platformName === 'Express' ? 'SyntaxError' : 'FastifyError';
    expect(asked).toEqual([expect.objectContaining({ name })]);
  });
});

@Module({ controllers: [EchoController] })
class EchoModule {}
