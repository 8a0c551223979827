import {
  All,
  Controller,
  Delete,
  Get,
  type INestApplication,
  type MiddlewareConsumer,
  Module,
  NotFoundException,
  Post,
  Put,
  RequestMethod,
  Version,
  VersioningType,
} from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { mydata } from '@oryu/core';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { type AnswerTo, platforms, serve } from '../../../test/support/nest-platforms.js';
import { ProviderErrorsModule } from './index.js';

const passOn = (_request: unknown, _response: unknown, next: () => void) => next();

@Controller()
class AccountsController {
  @Get('accounts')
  list() {}

  @Post('accounts')
  open() {}

  @Get('accounts/:id')
  account() {
    throw new NotFoundException();
  }

  @Put('accounts/:id')
  change() {}

  @Post('tokens')
  token() {}

  @All('anything')
  anything() {
    throw new NotFoundException();
  }

  @Get('watched')
  watched() {}
}

@Controller({ path: 'cards', version: '2' })
class CardsController {
  @Get()
  list() {}

  @Version('3')
  @Delete()
  remove() {}
}

@Controller('funds')
class FundsController {
  @Get()
  list() {}
}

@Module({ controllers: [FundsController] })
class FundsModule {}

@Module({
  imports: [
    ProviderErrorsModule.forRoot(mydata()),
    FundsModule,
    RouterModule.register([{ path: 'invest', module: FundsModule }]),
  ],
  controllers: [AccountsController, CardsController],
})
class ApplicationModule {
  configure(consumer: MiddlewareConsumer) {
    consumer
      .apply(passOn)
      .forRoutes(AccountsController, { path: 'watched', method: RequestMethod.ALL }, 'everywhere');
  }
}

interface Case {
  readonly name: string;
  readonly line: string;
  /** The methods of a 405; a 404 where there are none. */
  readonly allow?: string;
}

const cases: readonly Case[] = [
  { name: 'a path with only a middleware', line: 'POST /everywhere' },
  { name: 'a path that is known without its prefix', line: 'GET /funds' },
  { name: 'what a handler has not found', line: 'GET /accounts/1' },
  { name: 'what a handler of all methods has not found', line: 'PATCH /anything' },
  { name: 'several methods of one path', line: 'DELETE /accounts', allow: 'GET, HEAD, POST' },
  { name: 'a route asked by OPTIONS', line: 'OPTIONS /tokens', allow: 'POST' },
  { name: 'a route behind a middleware for all methods', line: 'PUT /watched', allow: 'GET, HEAD' },
  { name: 'a route of a module with a path', line: 'POST /invest/funds', allow: 'GET, HEAD' },
];

describe.each(platforms)('$name', (platform) => {
  const { connection } = platform;
  const expected = ({ line, allow }: Case) =>
    allow === undefined
      ? answerOf(40401, {}, { connection, method: line.split(' ')[0] })
      : answerOf(40501, { allow }, { connection, method: line.split(' ')[0] });

  describe('answers an unknown route and a wrong method', () => {
    let answerTo: AnswerTo;
    let answerToPrefixed: AnswerTo;

    beforeAll(async () => {
      answerTo = await serve(platform, ApplicationModule);
      answerToPrefixed = await serve(platform, ApplicationModule, (app) =>
        app.setGlobalPrefix('api', { exclude: ['tokens'] }),
      );
    });

    test.each(cases)('$name', async (each) => {
      expect(await answerTo(each.line)).toBe(expected(each));
    });

    test.each<Case>([
      { name: 'a path without a route', line: 'GET /api/nowhere' },
      { name: 'a route', line: 'DELETE /api/accounts', allow: 'GET, HEAD, POST' },
      { name: 'a route that is left out of the prefix', line: 'GET /tokens', allow: 'POST' },
    ])('$name, below a global prefix', async (each) => {
      expect(await answerToPrefixed(each.line)).toBe(expected(each));
    });
  });

  const uri = (app: INestApplication) => app.enableVersioning({ type: VersioningType.URI });
  const header = (app: INestApplication) =>
    app.enableVersioning({ type: VersioningType.HEADER, header: 'x-version' });

  test('a wrong method of a version in the path is answered with the methods of that version', async () => {
    const answerTo = await serve(platform, ApplicationModule, uri);
    expect(await answerTo('POST /v2/cards')).toBe(answerOf(40501, { allow: 'GET, HEAD' }, { connection }));
    expect(await answerTo('GET /v3/cards')).toBe(answerOf(40501, { allow: 'DELETE' }, { connection }));
    expect(await answerTo('GET /v4/cards')).toBe(answerOf(40401, {}, { connection }));
  });

  test('an unknown version in a header is an unknown route', async () => {
    const answerTo = await serve(platform, ApplicationModule, header);
    expect(await answerTo('GET /cards', { 'x-version': '4' })).toBe(answerOf(40401, {}, { connection }));
  });

  test('an application with CORS knows no more routes than without', async () => {
    const answerTo = await serve(platform, ApplicationModule, (app) => app.enableCors());
    const headers = { 'access-control-allow-origin': '*' };
    expect(await answerTo('GET /nowhere')).toBe(answerOf(40401, headers, { connection }));
    const allow = 'GET, HEAD, POST';
    expect(await answerTo('PUT /accounts')).toBe(answerOf(40501, { ...headers, allow }, { connection }));
  });
});
