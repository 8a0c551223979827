import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import {
  Controller,
  Get,
  HttpException,
  type INestApplication,
  Module,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type ErrorReport, Failure, MyDataError, mydata } from '@oryu/core';
import compression from 'compression';
import type { Request, RequestHandler, Response } from 'express';
// @ts-expect-error: it has no declarations.
import session from 'express-session';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { answersOf, type Platform, platforms, serve } from '../../../test/support/nest-platforms.js';
import { ProviderErrorsModule } from './index.js';

const crash = new Error('비밀');

@Controller()
class FailingController {
  @Get('crash')
  crash() {
    throw crash;
  }

  @Get('text')
  text() {
    throw 'a text';
  }

  @Get('typed')
  typed() {
    throw new MyDataError(50001);
  }

  @Get('failure')
  failure() {
    throw new Failure('upstream-failed');
  }

  @Get('exception')
  exception() {
    throw new HttpException('비밀', 404);
  }

  @Post('later')
  async later() {
    await delay(1);
    throw crash;
  }
}

@Module({ controllers: [FailingController] })
class FailingModule {}

class ApplicationModule {}

const applicationOf = (...imports: object[]) => ({
  module: ApplicationModule,
  imports: [FailingModule, ...imports] as never[],
});

describe.each(platforms)('$name', (platform) => {
  const { makeAdapter, connection } = platform;

  describe('without onError', () => {
    /** What Nest's logger is told of one request. */
    async function logged(path: string, ...imports: object[]): Promise<unknown[]> {
      const calls: unknown[] = [];
      const note = (...given: unknown[]) => void calls.push(given);
      const nothing = () => {};
      const logger = {
        log: nothing,
        warn: nothing,
        debug: nothing,
        verbose: nothing,
        error: note,
        fatal: note,
      };
      const app = await NestFactory.create(applicationOf(...imports), makeAdapter(), { logger });
      const answerTo = await answersOf(app);
      await answerTo(`GET /${path}`);
      return calls;
    }

    test.each(['crash', 'text'])('an unexpected error (%s) is logged in the words of Nest', async (path) => {
      const nestLogs = await logged(path);
      expect(nestLogs).toHaveLength(1);
      expect(await logged(path, ProviderErrorsModule.forRoot(mydata()))).toEqual(nestLogs);
    });

    test.each(['typed', 'failure', 'exception', 'nowhere'])('%s is not logged', async (path) => {
      expect(await logged(path, ProviderErrorsModule.forRoot(mydata()))).toEqual([]);
    });

    test('nor is anything, if there is an onError', async () => {
      const onError = () => {};
      expect(await logged('crash', ProviderErrorsModule.forRoot(mydata(), { onError }))).toEqual([]);
    });
  });

  test('the hooks run in the asynchronous context that a middleware entered', async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const see = () => void seen.push(storage.getStore());
    const module = applicationOf(ProviderErrorsModule.forRoot(mydata(), { translate: see, onError: see }));
    const answerTo = await serve(platform, module, (app) =>
      app.use((_request: unknown, _response: unknown, next: () => void) => storage.run('the request', next)),
    );
    await answerTo('POST /later', { 'content-type': 'application/json' }, '{"a":1}');
    await answerTo('GET /nowhere');
    expect(seen).toEqual(['the request', 'the request', 'the request']);
  });

  test('a report has the host of Nest as its context', async () => {
    const reports: ErrorReport[] = [];
    const onError = (report: ErrorReport) => reports.push(report);
    const answerTo = await serve(
      platform,
      applicationOf(ProviderErrorsModule.forRoot(mydata(), { onError })),
    );
    await answerTo('GET /crash', { 'x-trace': 'a' });
    await answerTo('GET /nowhere', { 'x-trace': 'b' });
    const traces = reports.map(
      ({ context }) =>
        (context as ArgumentsHostLike).switchToHttp().getRequest<{ headers: Record<string, string> }>()
          .headers['x-trace'],
    );
    expect(traces).toEqual(['a', 'b']);
    expect(reports.map(({ fault, origin }) => [fault, origin])).toEqual([
      ['server', 'unexpected'],
      ['client', 'framework'],
    ]);
  });

  test('a second failure of one request changes nothing, and is not reported', async () => {
    const reports: ErrorReport[] = [];
    const onError = (report: ErrorReport) => reports.push(report);
    const module = applicationOf(ProviderErrorsModule.forRoot(mydata(), { onError }));
    const answerTo = await serve(platform, module, secondFailures[platform.name]);
    const answer = await answerTo('GET /typed');
    expect(answer.replace(/^set-cookie: .*\n/m, '')).toBe(answerOf(50001, {}, { connection }));
    await delay(30);
    expect(reports.map(({ error }) => error.code)).toEqual([50001]);
  });
});

interface ArgumentsHostLike {
  switchToHttp(): { getRequest<Request>(): Request };
}

/** A session store that fails when the answer is on its way: in Express's `end`, in a hook of Fastify. */
const secondFailures: Readonly<Record<Platform['name'], (app: INestApplication) => unknown>> = {
  Express: (app) => {
    const store = new session.MemoryStore();
    store.set = (_id: string, _session: object, done: (error: Error) => void) => done(crash);
    const sessions: RequestHandler = session({ secret: 'a', resave: true, saveUninitialized: true, store });
    app.use(sessions);
  },
  Fastify: (app) =>
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onSend', async () => {
        throw crash;
      }),
};

test.each([
  ['compression', [compression({ threshold: 0 })]],
  ['express-session', [session({ secret: 'a', resave: true, saveUninitialized: true })]],
])(
  'on Express behind %s, a handler that has answered in full and then throws has answered',
  async (_what, middleware) => {
    const reports: ErrorReport[] = [];
    const onError = (report: ErrorReport) => reports.push(report);
    @Controller()
    class AnsweringController {
      @Get(['json', 'empty'])
      answer(@Req() { path }: Request, @Res() response: Response) {
        if (path === '/json') response.json({ a: 1 });
        else response.sendStatus(204);
        throw new MyDataError(40305);
      }
    }
    @Module({
      imports: [ProviderErrorsModule.forRoot(mydata(), { onError })],
      controllers: [AnsweringController],
    })
    class AnsweringModule {}
    const [onExpress] = platforms as [Platform];
    const answerTo = await serve(onExpress, AnsweringModule, (app) => app.use(...middleware));
    expect(await answerTo('GET /json')).toMatch(/^HTTP\/1\.1 200 OK\n.*\n\{"a":1\}$/s);
    expect(await answerTo('GET /empty')).toMatch(/^HTTP\/1\.1 204 No Content\n/);
    expect(reports.map(({ error }) => error.code)).toEqual([40305, 40305]);
  },
);
