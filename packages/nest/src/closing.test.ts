import type { AddressInfo, Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Catch, Controller, Get, type INestApplication, Module, NotFoundException } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { type ErrorReport, mydata } from '@oryu/core';
import { answerOfFailure } from '../../../test/support/mydata-answers.js';
import { type Platform, platforms } from '../../../test/support/nest-platforms.js';
import { closing, RawConnection, request, textOf } from '../../../test/support/raw-http.js';
import { ProviderErrorsModule } from './index.js';

const ok = { rsp_code: '00000' };

/** What happens in one application, and what waits to happen. */
let reports: ErrorReport[];
let seen: number;
let slow: Gate;
let shutdown: Gate;

interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

function gate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(1);
}

@Controller()
class AccountsController {
  @Get('slow')
  async slow() {
    seen += 1;
    await slow.opened;
    return ok;
  }

  @Get('fine')
  fine() {
    seen += 1;
    return ok;
  }

  /** The application begins to close, and has not closed its server yet. */
  beforeApplicationShutdown() {
    seen += 1;
    return shutdown.opened;
  }
}

/** As one for a single-page application: it would need a response of its platform. */
@Catch(NotFoundException)
class NotFoundFilter {
  catch() {
    throw new Error('a filter was asked for what never reached the application');
  }
}

@Module({
  imports: [ProviderErrorsModule.forRoot(mydata(), { onError: (report) => reports.push(report) })],
  controllers: [AccountsController],
  providers: [{ provide: APP_FILTER, useClass: NotFoundFilter }],
})
class ApplicationModule {}

/** The answers to a request that is on its way when the application begins to close, and to two that come then. */
async function answersWhileClosing(app: INestApplication) {
  [reports, seen, slow, shutdown] = [[], 0, gate(), gate()];
  const server: Server = app.getHttpServer();
  await app.listen(0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  const kept = await RawConnection.open(port);
  kept.send(request('GET /slow'));
  await until(() => seen === 1);

  const closed = app.close();
  await until(() => seen === 2);
  const fresh = await RawConnection.open(port);
  const before = textOf(await fresh.send(request('GET /fine')).response());

  shutdown.open();
  await until(() => !server.listening);
  kept.send(request('GET /fine'));
  await until(() => seen + reports.length === 4);
  slow.open();
  const [first, after] = [textOf(await kept.response()), textOf(await kept.response())];
  for (const { socket } of [kept, fresh]) socket.destroy();
  await closed;
  expect(first).toEqual(served);
  return [before, after];
}

const refused = answerOfFailure('unavailable', {}, { connection: closing });
const served = expect.stringMatching(/^HTTP\/1\.1 200 OK\n.*\{"rsp_code":"00000"\}$/s);

const [onExpress, onFastify] = platforms as [Platform, Platform];
const servingFastify = { makeAdapter: () => new FastifyAdapter({ return503OnClosing: false }) };

/** What comes before, and after the server begins to close. */
const cases: readonly (readonly [
  what: string,
  platform: Pick<Platform, 'makeAdapter'>,
  options: object,
  answers: readonly [before: unknown, after: unknown],
])[] = [
  ['Express, which serves', onExpress, {}, [served, served]],
  ['Express, asked to refuse', onExpress, { return503OnClosing: true }, [refused, refused]],
  ['Fastify, which refuses when its server closes', onFastify, {}, [served, refused]],
  [
    'Fastify, asked to refuse from the beginning',
    onFastify,
    { return503OnClosing: true },
    [refused, refused],
  ],
  ['Fastify, asked to serve', servingFastify, {}, [served, served]],
];

test.each(cases)(
  'requests that arrive while the application closes are served or refused in the standard: %s',
  async (_what, { makeAdapter }, options, [before, after]) => {
    const app = await NestFactory.create(ApplicationModule, makeAdapter(), { logger: false, ...options });
    expect(await answersWhileClosing(app)).toEqual([before, after]);
    const expected = [before, after].filter((answer) => answer === refused);
    expect(reports.map(({ request: { url }, origin }) => [url, origin])).toEqual(
      expected.map(() => ['/fine', 'framework']),
    );
  },
);

test('a module made for tests refuses in the same way', async () => {
  const module = await Test.createTestingModule({ imports: [ApplicationModule] }).compile();
  const options = { logger: false as const, return503OnClosing: true };
  const app = module.createNestApplication(onExpress.makeAdapter(), options);
  expect(await answersWhileClosing(app)).toEqual([refused, refused]);
});
