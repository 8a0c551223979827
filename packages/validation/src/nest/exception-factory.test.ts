import 'reflect-metadata';
import {
  Body,
  Controller,
  Module,
  ParseArrayPipe,
  ParseFilePipe,
  ParseIntPipe,
  Post,
  Query,
  StandardSchemaValidationPipe,
  ValidationPipe,
} from '@nestjs/common';
import { Failure, mydata } from '@oryu/core';
import { ProviderErrorsModule } from '@oryu/nest';
import { IsInt, IsString } from 'class-validator';
import { z } from 'zod';
import { answerOfFailure } from '../../../../test/support/mydata-answers.js';
import { type AnswerTo, platforms, serve } from '../../../../test/support/nest-platforms.js';
import { exceptionFactory } from './index.js';

class Account {
  @IsString()
  number!: string;

  @IsInt()
  seq!: number;
}

const collect = { stopAtFirstError: false, exceptionFactory };

@Controller()
class AccountsController {
  @Post('class')
  ofClass(@Body(new ValidationPipe({ exceptionFactory })) _account: Account) {}

  @Post('items')
  items(@Body(new ParseArrayPipe({ items: Account, exceptionFactory })) _accounts: Account[]) {}

  @Post('all-items')
  allItems(@Body(new ParseArrayPipe({ items: Account, ...collect })) _accounts: Account[]) {}

  @Post('numbers')
  numbers(@Query('ids', new ParseArrayPipe({ items: Number, exceptionFactory })) _ids: number[]) {}

  @Post('all-numbers')
  allNumbers(@Query('ids', new ParseArrayPipe({ items: Number, ...collect })) _ids: number[]) {}

  @Post('number')
  number(@Query('id', new ParseIntPipe({ exceptionFactory })) _id: number) {}

  @Post('file')
  file(@Body('file', new ParseFilePipe({ exceptionFactory })) _file: unknown) {}

  @Post('schema')
  schema(
    @Body({
      schema: z.object({ account: z.object({ number: z.string() }) }),
      pipes: [new StandardSchemaValidationPipe({ exceptionFactory })],
    })
    _body: unknown,
  ) {}
}

@Module({ imports: [ProviderErrorsModule.forRoot(mydata())], controllers: [AccountsController] })
class ApplicationModule {}

const json = { 'content-type': 'application/json' };

describe.each(platforms)("values that Nest's pipes refuse, on $name", (platform) => {
  const { connection } = platform;
  let answerTo: AnswerTo;

  beforeAll(async () => {
    answerTo = await serve(platform, ApplicationModule);
  });

  test.each<[pipe: string, line: string, body: unknown, names: string]>([
    ['ValidationPipe', '/class', { number: '1', seq: 'a' }, 'seq'],
    ['ParseArrayPipe, of a class', '/items', [{ number: 1, seq: 1 }], 'number'],
    ['ParseArrayPipe, of a class, to the end', '/all-items', [{ number: 1, seq: 1 }], 'number'],
    ['ParseArrayPipe, of no array', '/items', { number: 1 }, ''],
    ['ParseArrayPipe, of numbers', '/numbers?ids=1,a', {}, ''],
    ['ParseArrayPipe, of numbers, to the end', '/all-numbers?ids=1,a', {}, ''],
    ['ParseArrayPipe, of nothing', '/numbers', {}, ''],
    ['ParseIntPipe', '/number?id=a', {}, ''],
    ['ParseFilePipe', '/file', {}, ''],
    ['StandardSchemaValidationPipe', '/schema', { account: { number: 1 } }, 'account.number'],
  ])('%s: an invalid parameter, with the names that it tells', async (_pipe, line, body, names) => {
    const text = mydata().codes.get(40001)?.text;
    const message = names === '' ? text : `${text} (${names})`;
    const answer = answerOfFailure('invalid-parameter', {}, { connection, message });
    expect(await answerTo(`POST ${line}`, json, JSON.stringify(body))).toBe(answer);
  });
});

test('several items that ParseArrayPipe of NestJS 10 refuses count as one failure', () => {
  const missing = new Failure('missing-parameter', { names: ['number'] });
  const invalid = new Failure('invalid-parameter', { names: ['seq'] });
  const unnamed = new Failure('invalid-parameter');
  expect(exceptionFactory([invalid, unnamed, 'item must be a number'])).toMatchObject({
    kind: 'invalid-parameter',
    names: ['seq'],
  });
  expect(exceptionFactory([invalid, missing])).toMatchObject({
    kind: 'missing-parameter',
    names: ['number'],
  });
});
