import type { AddressInfo, Server } from 'node:net';
import { type ArgumentsHost, Controller, Get, HttpException, Module } from '@nestjs/common';
import { ExternalContextCreator, NestFactory } from '@nestjs/core';
import { ClientProxyFactory, MessagePattern, RpcException, Transport } from '@nestjs/microservices';
import { type ErrorReport, MyDataError, mydata } from '@oryu/core';
import { lastValueFrom } from 'rxjs';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { answersOf, platforms } from '../../../test/support/nest-platforms.js';
import { ProviderErrorsFilter, ProviderErrorsModule } from './index.js';

@Controller()
class AccountsController {
  @Get('closed')
  closed() {
    throw new MyDataError(40305);
  }

  @MessagePattern('typed')
  typed() {
    throw new MyDataError(40305);
  }

  @MessagePattern('rpc')
  rpc() {
    throw new RpcException('계좌가 없습니다');
  }

  @MessagePattern('balance')
  balance() {
    return 1;
  }
}

@Module({ controllers: [AccountsController] })
class AccountsModule {}

class ApplicationModule {}

describe.each(platforms)('$name', ({ makeAdapter, connection }) => {
  test('a microservice beside the server answers as without the module', async () => {
    const errorsOf = async (...imports: object[]) => {
      const module = { module: ApplicationModule, imports: [AccountsModule, ...imports] as never[] };
      const app = await NestFactory.create(module, makeAdapter(), { logger: false });
      const options = { host: '127.0.0.1', port: 0 };
      const microservice = app.connectMicroservice(
        { transport: Transport.TCP, options },
        { inheritAppConfig: true },
      );
      const answerTo = await answersOf(app);
      await app.startAllMicroservices();
      const { port } = microservice.unwrap<Server>().address() as AddressInfo;
      const client = ClientProxyFactory.create({ transport: Transport.TCP, options: { ...options, port } });
      const errors: unknown[] = [];
      for (const pattern of ['typed', 'rpc'])
        errors.push(await lastValueFrom(client.send(pattern, {})).catch((error) => error));
      expect(await lastValueFrom(client.send('balance', {}))).toBe(1);
      client.close();
      return [errors, await answerTo('GET /closed')];
    };
    const reports: ErrorReport[] = [];
    const onError = (report: ErrorReport) => reports.push(report);
    const [before] = await errorsOf();
    const [after, answer] = await errorsOf(ProviderErrorsModule.forRoot(mydata(), { onError }));
    expect(after).toEqual(before);
    const status = 'error';
    expect(after).toEqual([
      { status, message: 'Internal server error' },
      { status, message: '계좌가 없습니다' },
    ]);
    expect(answer).toBe(answerOf(40305, {}, { connection }));
    expect(reports.map(({ origin }) => origin)).toEqual(['domain']);
  });
});

test('a GraphQL resolver rejects with the value that it threw', async () => {
  const error = new HttpException('비밀', 403);
  class AccountsResolver {
    accounts() {
      throw error;
    }
  }
  const module = { module: ApplicationModule, imports: [ProviderErrorsModule.forRoot(mydata())] };
  const context = await NestFactory.createApplicationContext(
    { ...module, providers: [AccountsResolver] },
    { logger: false },
  );
  const resolver = context.get(AccountsResolver);
  const resolve = context
    .get(ExternalContextCreator)
    .create(
      resolver,
      resolver.accounts,
      'accounts',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      'graphql',
    );
  await expect(resolve()).rejects.toBe(error);
  await context.close();
});

test.each(['rpc', 'ws', 'graphql'])('the filter does not change a context of type %s', (type) => {
  const untouchable = new Proxy(
    { getType: () => type },
    {
      get(host, name) {
        if (name === 'getType') return host.getType;
        throw new Error(`${String(name)} was read`);
      },
    },
  );
  const filter = new ProviderErrorsFilter(mydata());
  expect(filter.catch(new MyDataError(40305), untouchable as unknown as ArgumentsHost)).toBeUndefined();
});
