import createFastifyError from '@fastify/error';
import {
  Controller,
  Get,
  HttpException,
  MethodNotAllowedException,
  Module,
  Post,
  Put,
  Res,
} from '@nestjs/common';
import { extendStandard, type FailureKind, MyDataError, mydata } from '@oryu/core';
import createError from 'http-errors';
import multer from 'multer';
import { kinds } from '../../../test/support/kinds.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { type AnswerTo, type Platform, platforms, serve } from '../../../test/support/nest-platforms.js';
import { ProviderErrorsModule } from './index.js';

let thrown: unknown;

@Controller()
class ThrowingController {
  @Get('thrown')
  throw() {
    throw thrown;
  }
}

type Response =
  | { setHeader(name: string, value: string): unknown }
  | { readonly raw: object; header(name: string, value: string): unknown };

function setHeader(response: Response, name: string, value: string): void {
  if ('raw' in response) response.header(name, value);
  else response.setHeader(name, value);
}

@Controller()
class StatusController {
  @Get('limited')
  limited(@Res({ passthrough: true }) response: Response) {
    setHeader(response, 'retry-after', '60');
    throw new HttpException('', 429);
  }

  @Get('limited-by-http-errors')
  limitedByHttpErrors() {
    throw createError(429, { headers: { 'Retry-After': '60' } });
  }

  @Get('accounts')
  accounts() {}

  @Post('accounts')
  open() {
    throw new MyDataError(40501);
  }

  @Put('accounts')
  change() {
    throw new MethodNotAllowedException();
  }
}

const { codes } = mydata.definition;
const { standard: retrying } = extendStandard(mydata, {
  codes: { 42901: { ...codes[42901], retryable: true } },
});

@Module({ imports: [ProviderErrorsModule.forRoot(retrying())], controllers: [StatusController] })
class StatusModule {}

@Module({ imports: [ProviderErrorsModule.forRoot(kinds())], controllers: [ThrowingController] })
class ThrowingModule {}

const upload = () => new multer.MulterError('LIMIT_FILE_SIZE');
const ofFastify = () => new (createFastifyError('FST_ERR_CTP_INVALID_MEDIA_TYPE', '비밀', 415))();
const undecodable = () =>
  Object.assign(new URIError("Failed to decode param '%'"), { status: 400, statusCode: 400 });

/** Whose error it is decides: the other platform's is as foreign as any. */
const cases: readonly (readonly [
  what: string,
  make: () => unknown,
  kinds: Readonly<Record<Platform['name'], FailureKind>>,
])[] = [
  ["multer's", upload, { Express: 'body-too-large', Fastify: 'unexpected' }],
  [
    "multer's, as Nest's file interceptors hand it on",
    () => new HttpException('비밀', 400, { cause: upload() }),
    { Express: 'body-too-large', Fastify: 'invalid-parameter' },
  ],
  ["Fastify's", ofFastify, { Express: 'unexpected', Fastify: 'unsupported-media-type' }],
  ["the router's of Express", undecodable, { Express: 'malformed-request', Fastify: 'unexpected' }],
  ['of http-errors', () => createError(403), { Express: 'forbidden', Fastify: 'forbidden' }],
  ["Nest's", () => new HttpException('비밀', 403), { Express: 'forbidden', Fastify: 'forbidden' }],
];

describe.each(platforms)('$name', (platform) => {
  const { name, connection } = platform;
  let answerTo: AnswerTo;

  beforeAll(async () => {
    answerTo = await serve(platform, ThrowingModule);
  });

  test.each(cases)('an error %s is recognised on its own platform alone', async (_what, make, expected) => {
    thrown = make();
    expect((await answerTo('GET /thrown')).split('\n\n')[1]).toBe(expected[name]);
  });

  describe('headers that the application sets for a status', () => {
    let statusOf: AnswerTo;

    beforeAll(async () => {
      statusOf = await serve(platform, StatusModule, (app) =>
        app.use('/guarded', () => {
          throw new MyDataError(40501);
        }),
      );
    });

    test.each(['limited', 'limited-by-http-errors'])('Retry-After of 429 is sent (%s)', async (path) => {
      const answer = answerOf(42901, { 'retry-after': '60' }, { connection });
      expect(await statusOf(`GET /${path}`)).toBe(answer);
    });

    test('a 405 that a handler throws names the other methods of its path', async () => {
      const answer = (allow: string) => answerOf(40501, { allow }, { connection });
      expect(await statusOf('POST /accounts')).toBe(answer('GET, HEAD, PUT'));
      expect(await statusOf('PUT /accounts')).toBe(answer('GET, HEAD, POST'));
      // No route has the path, or, on Fastify, nobody knows it in a middleware.
      expect(await statusOf('PUT /guarded')).toBe(answerOf(40501, {}, { connection }));
    });
  });
});
