import { setTimeout as delay } from 'node:timers/promises';
import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Get,
  HttpException,
  Injectable,
  Module,
  Scope,
  Sse,
  UseFilters,
  UseInterceptors,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { type ErrorReport, MyDataError, mydata, mydataToken } from '@oryu/core';
import { catchError, concat, of, throwError, timer } from 'rxjs';
import { map, mergeMap } from 'rxjs/operators';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { type AnswerTo, platforms, serve } from '../../../test/support/nest-platforms.js';
import { AbortedResponse } from '../../../test/support/raw-http.js';
import { ProviderErrorsFilter, ProviderErrorsModule } from './index.js';

const secret = '비밀';
const events = () => of({ data: 'first' }, { data: 'second' });
const failingLater = (error: unknown) =>
  concat(events(), timer(20).pipe(mergeMap(() => throwError(() => error))));
const recover = {
  intercept: (_context: ExecutionContext, next: CallHandler) =>
    next.handle().pipe(catchError(() => of({ data: 'recovered' }))),
};
const failAfterwards = {
  intercept: (_context: ExecutionContext, next: CallHandler) =>
    next.handle().pipe(
      map((event: { data: string }) => {
        if (event.data === 'second') throw new HttpException(secret, 503);
        return event;
      }),
    ),
};

@Controller()
class EventsController {
  @Sse('whole')
  whole() {
    return concat(events(), of({ type: 'balance', id: '7', data: { won: 1 } }, 3));
  }

  @Sse('thrown')
  thrown(): never {
    throw new MyDataError(40305);
  }

  @Sse('rejected')
  async rejected() {
    return Promise.reject(new MyDataError(40305));
  }

  @Sse('at-once')
  atOnce() {
    return throwError(() => new MyDataError(40305));
  }

  @UseFilters(new ProviderErrorsFilter(mydataToken()))
  @Sse('own-standard')
  ownStandard() {
    return throwError(() => new Error(secret));
  }

  @Sse('later')
  later() {
    return failingLater(new HttpException(secret, 404));
  }

  @Sse('crash')
  crash() {
    return failingLater(new Error(secret));
  }

  @Sse('unserializable')
  unserializable() {
    return concat(events(), timer(20).pipe(map(() => ({ data: { balance: 1n } }))));
  }

  @Sse('unserializable-value')
  unserializableValue() {
    return concat(events(), timer(20).pipe(map(() => 1n)));
  }

  @UseInterceptors(recover)
  @Sse('recovered')
  recovered() {
    return failingLater(new Error(secret));
  }

  @UseInterceptors(failAfterwards)
  @Sse('intercepted')
  intercepted() {
    return concat(of({ data: 'first' }), timer(20).pipe(map(() => ({ data: 'second' }))));
  }

  @Get('plain')
  plain() {
    throw new MyDataError(40402);
  }

  @Get('data')
  data() {
    return of({ data: { won: 1 }, total: 1 });
  }
}

@Controller({ path: 'scoped', scope: Scope.REQUEST })
class ScopedController {
  @Sse('later')
  later() {
    return failingLater(new Error(secret));
  }
}

describe.each(platforms)('$name', (platform) => {
  const { connection } = platform;
  const reports: ErrorReport[] = [];
  let answerTo: AnswerTo;

  beforeAll(async () => {
    @Module({
      imports: [ProviderErrorsModule.forRoot(mydata(), { onError: (report) => reports.push(report) })],
      controllers: [EventsController, ScopedController],
    })
    class ApplicationModule {}
    answerTo = await serve(platform, ApplicationModule);
  });

  beforeEach(() => {
    reports.length = 0;
  });

  test('a stream that does not fail is not changed', async () => {
    const answer = await answerTo('GET /whole');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\n/);
    expect(answer).toMatch(/content-type: text\/event-stream\n/);
    expect(answer.split('\n\n').slice(1).join('\n\n').trim()).toBe(
      [
        'id: 1\ndata: first',
        'id: 2\ndata: second',
        'event: balance\nid: 7\ndata: {"won":1}',
        'id: 3\ndata: 3',
      ].join('\n\n'),
    );
    expect(reports).toEqual([]);
  });

  test.each(['thrown', 'rejected', 'at-once'])(
    'a stream that fails before its head has left (%s) is answered in the standard',
    async (path) => {
      expect(await answerTo(`GET /${path}`)).toBe(answerOf(40305, {}, { connection }));
      expect(reports.map(({ error }) => error.code)).toEqual([40305]);
    },
  );

  test('the filter of a handler answers in its own standard', async () => {
    expect(await answerTo('GET /own-standard')).toBe(answerOf('server_error', {}, { connection }));
  });

  test.each([
    ['later', 40401],
    ['crash', 50001],
    ['unserializable', 50001],
    ['unserializable-value', 50001],
    ['intercepted', 50001],
    ['scoped/later', 50001],
  ])('a stream that fails afterwards (%s) is cut off, and reported once', async (path, code) => {
    const aborted = await answerTo(`GET /${path}`).catch((error: unknown) => error);
    expect(aborted).toBeInstanceOf(AbortedResponse);
    const body = (aborted as AbortedResponse).response?.body.toString();
    expect(body).toContain('data: first');
    expect(body).not.toContain('event: error');
    expect(body).not.toContain(secret);
    await delay(20);
    expect(reports.map(({ error }) => error.code)).toEqual([code]);
  });

  test('an interceptor that has an event for an error comes first', async () => {
    expect(await answerTo('GET /recovered')).toMatch(/data: recovered\n/);
    expect(reports).toEqual([]);
  });

  test('so does one of the whole application, of its first module', async () => {
    @Injectable()
    class Recovering {
      intercept(context: ExecutionContext, next: CallHandler) {
        return recover.intercept(context, next);
      }
    }
    @Module({
      imports: [ProviderErrorsModule.forRoot(mydata())],
      controllers: [EventsController],
      providers: [{ provide: APP_INTERCEPTOR, useClass: Recovering }],
    })
    class RecoveringModule {}
    const recovered = await serve(platform, RecoveringModule);
    expect(await recovered('GET /crash')).toMatch(/data: recovered\n/);
  });

  test('other handlers of the application are answered as before', async () => {
    expect(await answerTo('GET /plain')).toBe(answerOf(40402, {}, { connection }));
  });

  test('a response that only looks like an event is not changed', async () => {
    expect((await answerTo('GET /data')).split('\n\n')[1]).toBe('{"data":{"won":1},"total":1}');
  });
});
