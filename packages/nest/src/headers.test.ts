import { Controller, Get, Header, HttpCode, Module, Res, StreamableFile } from '@nestjs/common';
import { MyDataError, mydata } from '@oryu/core';
import { staleHeaders } from '@oryu/core/binding';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { type AnswerTo, type Platform, platforms, serve } from '../../../test/support/nest-platforms.js';
import { ProviderErrorsModule, standardHeaders } from './index.js';

const stale = staleHeaders.filter((name) => name !== 'content-length' && name !== 'trailer');

/** Puts a header where the platform's own handlers put it. */
function setHeader(response: Response, name: string, value: string | string[]): void {
  if ('header' in response && 'raw' in response) response.header(name, value);
  else response.setHeader(name, value);
}

type Response =
  | { setHeader(name: string, value: string | string[]): unknown }
  | { readonly raw: object; header(name: string, value: string | string[]): unknown };

@Controller()
class AbandoningController {
  @Get('stale')
  stale(@Res() response: Response) {
    for (const name of stale) setHeader(response, name, name === 'transfer-encoding' ? 'chunked' : 'stale');
    setHeader(response, 'content-length', '5');
    setHeader(response, 'content-type', 'text/html');
    throw new MyDataError(40305);
  }

  @Get('staying')
  staying(@Res() response: Response) {
    setHeader(response, 'x-trace', '1');
    setHeader(response, 'set-cookie', ['a=1', 'b=2']);
    throw new MyDataError(40305);
  }

  @Get('decorated')
  @Header('content-type', 'text/html')
  @Header('cache-control', 'max-age=60')
  @HttpCode(202)
  decorated() {
    throw new MyDataError(40305);
  }

  @Get('fine')
  fine() {
    return { rsp_code: '00000' };
  }

  @Get('file')
  file() {
    return new StreamableFile(Buffer.from('a'));
  }
}

@Module({ imports: [ProviderErrorsModule.forRoot(mydata())], controllers: [AbandoningController] })
class ApplicationModule {}

const id = '0000000000M00000000000001';
const transaction = { 'x-api-tran-id': id };

describe.each(platforms)('$name', (platform) => {
  const { connection } = platform;
  let answerTo: AnswerTo;

  beforeAll(async () => {
    answerTo = await serve(platform, ApplicationModule, (app) => {
      app.enableCors();
      app.use(standardHeaders(mydata()));
    });
  });

  const cors = { 'access-control-allow-origin': '*' };

  test('headers that described the abandoned answer are dropped', async () => {
    expect(await answerTo('GET /stale')).toBe(answerOf(40305, cors, { connection }));
    expect(await answerTo('GET /decorated')).toBe(answerOf(40305, cors, { connection }));
  });

  test('all other headers stay', async () => {
    const headers = { ...cors, 'x-trace': '1', 'set-cookie': ['a=1', 'b=2'] };
    expect(await answerTo('GET /staying')).toBe(answerOf(40305, headers, { connection }));
  });

  test.each(['GET /staying', 'GET /unknown', 'GET /accounts/%E0%A4%A', 'GET /fine', 'GET /file'])(
    'standardHeaders: the answer to %s echoes the transaction id once',
    async (line) => {
      const answer = await answerTo(line, transaction);
      expect(answer.match(/x-api-tran-id: .*/g)).toEqual([`x-api-tran-id: ${id}`]);
      expect(await answerTo(line)).not.toContain('x-api-tran-id');
    },
  );
});

test('hooks of Fastify that run after the response see the answer', async () => {
  const statuses: number[] = [];
  const [, fastify] = platforms as [Platform, Platform];
  const answerTo = await serve(fastify, ApplicationModule, (app) =>
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onResponse', async (_request: unknown, reply: { statusCode: number }) => {
        statuses.push(reply.statusCode);
      }),
  );
  for (const path of ['/staying', '/unknown', '/fine']) await answerTo(`GET ${path}`);
  expect(statuses).toEqual([403, 404, 200]);
});

test('standardHeaders refuses a factory that was not called', () => {
  expect(() => standardHeaders(mydata as never)).toThrow('call the factory');
});
