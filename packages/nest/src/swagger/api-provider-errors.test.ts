import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { ApiOkResponse, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import {
  defineStandard,
  type FailureKind,
  failureKinds,
  KoscomError,
  koscom,
  MyDataAuthorizeError,
  MyDataError,
  MyDataTokenError,
  mydata,
  VaspError,
} from '@oryu/core';
import { platforms, serve } from '../../../../test/support/nest-platforms.js';
import { ProviderErrorsModule } from '../index.js';
import { ApiProviderErrors } from './index.js';

const configured = mydata({ texts: { 40402: '그런 계좌가 없습니다' } });

/** A standard of texts, whose codes have no words of their own. */
const { error: PlainError } = defineStandard({
  id: 'plain',
  title: 'Plain texts',
  source: 'none',
  codes: { CLOSED: { status: 403 }, BUSY: { status: 403 } },
  failures: Object.fromEntries(failureKinds.map((kind) => [kind, 'CLOSED'])) as Record<FailureKind, 'CLOSED'>,
  render: ({ code, status }) => ({ status, headers: { 'content-type': 'text/plain' }, body: String(code) }),
});

@Controller()
class AccountsController {
  @Get('accounts')
  @ApiOkResponse({ description: 'OK' })
  @ApiProviderErrors(MyDataError, [40305, 40402, 40403])
  accounts() {}

  @Get('configured')
  @ApiProviderErrors(MyDataError, [40402], configured)
  configured() {}

  @Get('twice')
  @ApiProviderErrors(MyDataError, [40001])
  @ApiProviderErrors(MyDataTokenError, ['invalid_request', 'server_error'])
  twice() {}

  @Post('transfer')
  @ApiProviderErrors(VaspError, [
    'UNKNOWN_TRANSFER_ID',
    VaspError('VASP_BACKEND_INTERNAL_ERROR', '점검 중입니다'),
  ])
  transfer() {}

  @Get('orders')
  @ApiProviderErrors(KoscomError, [404, KoscomError(6006, { detail: 90 })], koscom({ category: 'ORYU' }))
  orders() {}

  @Get('plain')
  @ApiProviderErrors(PlainError, ['CLOSED', PlainError('BUSY', '나중에')])
  plain() {}

  @Get('authorize')
  @ApiProviderErrors(MyDataAuthorizeError, [
    MyDataAuthorizeError('access_denied', { callback: 'https://example.org/callback' }),
  ])
  authorize() {}
}

@ApiProviderErrors(MyDataError, [50008])
@Controller('closed')
class ClosedController {
  @Get()
  closed() {
    throw new MyDataError(50008);
  }
}

@Module({
  imports: [ProviderErrorsModule.forRoot(mydata())],
  controllers: [AccountsController, ClosedController],
})
class ApplicationModule {}

let documented: OpenAPIObject['paths'];

beforeAll(async () => {
  const app = await NestFactory.create(ApplicationModule, new ExpressAdapter(), { logger: false });
  documented = SwaggerModule.createDocument(app, new DocumentBuilder().build()).paths;
  await app.close();
});

const errorsOf = (path: string, method: 'get' | 'post' = 'get') => {
  const { 200: _ok, 201: _created, ...errors } = documented[path]?.[method]?.responses ?? {};
  return errors;
};

const texts = (...members: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(members.map((name) => [name, { type: 'string' }])),
  required: members,
});

const response = (description: string, schema: object, examples: object) => ({
  description,
  content: { 'application/json': { schema, examples } },
});

test('several codes of one status are examples in one response', () => {
  const mydataBody = texts('rsp_code', 'rsp_msg');
  expect(errorsOf('/accounts')).toEqual({
    403: response('40305: 자산이 정상 상태가 아닙니다', mydataBody, {
      40305: {
        summary: '40305: 자산이 정상 상태가 아닙니다',
        value: { rsp_code: '40305', rsp_msg: '자산이 정상 상태가 아닙니다' },
      },
    }),
    404: response(
      '40402: 요청하신 자산을 찾을 수 없습니다\n\n40403: 고객 정보를 찾을 수 없습니다',
      mydataBody,
      {
        40402: {
          summary: '40402: 요청하신 자산을 찾을 수 없습니다',
          value: { rsp_code: '40402', rsp_msg: '요청하신 자산을 찾을 수 없습니다' },
        },
        40403: {
          summary: '40403: 고객 정보를 찾을 수 없습니다',
          value: { rsp_code: '40403', rsp_msg: '고객 정보를 찾을 수 없습니다' },
        },
      },
    ),
  });
});

test('a member that only some bodies have is not required', () => {
  expect(errorsOf('/transfer', 'post')).toEqual({
    503: response(
      'UNKNOWN_TRANSFER_ID: There is no transfer with this TransferId\n\nVASP_BACKEND_INTERNAL_ERROR: 점검 중입니다',
      { ...texts('errorType', 'errorMsg'), required: ['errorType'] },
      {
        UNKNOWN_TRANSFER_ID: {
          summary: 'UNKNOWN_TRANSFER_ID: There is no transfer with this TransferId',
          value: { errorType: 'UNKNOWN_TRANSFER_ID' },
        },
        VASP_BACKEND_INTERNAL_ERROR: {
          summary: 'VASP_BACKEND_INTERNAL_ERROR: 점검 중입니다',
          value: { errorType: 'VASP_BACKEND_INTERNAL_ERROR', errorMsg: '점검 중입니다' },
        },
      },
    ),
  });
});

const examplesOf = (path: string, status: number): unknown => {
  const documentedResponse = errorsOf(path)[status];
  if (documentedResponse === undefined || '$ref' in documentedResponse) return undefined;
  const { examples = {} } = documentedResponse.content?.['application/json'] ?? {};
  return Object.entries(examples).map(([code, example]) => [code, 'value' in example && example.value]);
};

test.each(platforms)('a code is answered on $name as it is documented', async (platform) => {
  const answerTo = await serve(platform, ApplicationModule);
  const [, body = ''] = (await answerTo('GET /closed')).split('\n\n');
  expect(examplesOf('/closed', 500)).toEqual([['50008', JSON.parse(body)]]);
});

test('texts are those of the standard that is given', () => {
  expect(examplesOf('/configured', 404)).toEqual([
    ['40402', { rsp_code: '40402', rsp_msg: '그런 계좌가 없습니다' }],
  ]);
});

test('takes a configured standard if settings are required, and an error if a code needs options', () => {
  expect(examplesOf('/orders', 404)).toEqual([
    ['404', { category: 'ORYU', code: 404, message: 'Not Found' }],
  ]);
  expect(examplesOf('/orders', 500)).toEqual([
    ['6006', { category: 'ORYU', code: 6006, message: 'Date Range Exceeded, 90' }],
  ]);
  expect(() => ApiProviderErrors(KoscomError, [404])).toThrow('koscom needs settings');
  expect(() => ApiProviderErrors(KoscomError, [6006], koscom({ category: 'ORYU' }))).toThrow('detail');
});

test('one decorator adds to another', () => {
  expect(examplesOf('/twice', 400)).toEqual([
    ['40001', { rsp_code: '40001', rsp_msg: '요청 파라미터가 올바르지 않습니다' }],
    [
      'invalid_request',
      { error: 'invalid_request', error_description: '요청 파라미터나 헤더가 올바르지 않습니다' },
    ],
  ]);
  expect(Object.keys(errorsOf('/twice'))).toEqual(['400', '500']);
});

test('a body that is not JSON is a text; a code without a text of its own stands alone', () => {
  expect(errorsOf('/plain')).toEqual({
    403: {
      description: 'CLOSED\n\nBUSY: 나중에',
      content: {
        'text/plain': {
          schema: { type: 'string' },
          examples: {
            CLOSED: { summary: 'CLOSED', value: 'CLOSED' },
            BUSY: { summary: 'BUSY: 나중에', value: 'BUSY' },
          },
        },
      },
    },
  });
});

test('a redirect has no body', () => {
  expect(errorsOf('/authorize')).toEqual({
    302: { description: 'access_denied: 고객이 요청을 거부했습니다', content: {} },
  });
});

test('a code that the standard does not have is a mistake', () => {
  // @ts-expect-error
  expect(() => ApiProviderErrors(MyDataError, [49999])).toThrow(RangeError);
});
