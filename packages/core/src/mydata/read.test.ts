import { mismatchOf, ourWords, type Wire } from '../../../../test/support/mismatch.js';
import { requestOf } from '../../../../test/support/request.js';
import {
  MyDataAuthorizeError,
  MyDataError,
  MyDataTokenError,
  mydata,
  mydataAuthorize,
  mydataToken,
} from '../index.js';
import { parseReply } from '../parse-reply.js';
import type { ProviderError } from '../provider-error.js';
import type { Standard } from '../standard.js';
import { toReply } from '../to-reply.js';
import type { Mismatch } from '../wire.js';

const callback = 'https://client.example/callback?keep=1#top';
const request = requestOf({ url: '/a?state=s', headers: { 'x-api-tran-id': '0000000001M00000000000001' } });

const surfaces: readonly {
  readonly name: string;
  readonly standard: Standard;
  readonly Class: unknown;
}[] = [
  { name: 'api', standard: mydata(), Class: MyDataError },
  { name: 'token', standard: mydataToken(), Class: MyDataTokenError },
  { name: 'authorize, direct', standard: mydataAuthorize(), Class: MyDataAuthorizeError },
  {
    name: 'authorize, redirected',
    standard: mydataAuthorize({ callback: () => callback }),
    Class: MyDataAuthorizeError,
  },
];

describe.each(surfaces)('$name: one server reads the reply that another renders', ({ standard, Class }) => {
  const make = Class as (code: unknown, text?: string) => ProviderError;

  test.each([...standard.codes])('%s', (code, row) => {
    for (const text of row.fixed === true ? [undefined] : [undefined, '기관의 문구 & "따옴표"']) {
      const sent = make(code, text);
      const { status, headers, body } = toReply(sent, request, standard);
      for (const received of [body, Buffer.from(body as string)]) {
        const { error } = parseReply(standard, { status, headers, body: received });
        expect(error).toBeInstanceOf(Class);
        expect({ ...error }).toEqual({
          code,
          status: row.status,
          standard: standard.id,
          options: row.fixed === true ? undefined : { message: sent.message },
          fromWire: true,
        });
        expect(error?.message).toBe(sent.message);
      }
    }
  });
});

const notJson = ['', '<html>', '[]', 'null', '"a"', '{"rsp_code":"40305"'];

describe('api: replies that are not errors', () => {
  test.each<[wire: Wire, mismatch: Mismatch['mismatch'], detail: string]>([
    ...['00000', '00001', '99999'].flatMap((code): [Wire, Mismatch['mismatch'], string][] => [
      [{ status: 200, body: `{"rsp_code":"${code}","rsp_msg":"a"}` }, 'success', code],
      [
        { status: 500, body: `{"rsp_code":"${code}","rsp_msg":"a"}` },
        'wrong-status',
        `${code} came with 500 instead of 200`,
      ],
    ]),
    ...notJson.map((body): [Wire, Mismatch['mismatch'], string] => [
      { status: 403, body },
      'unreadable',
      'the body is not a JSON object',
    ]),
    [{ status: 403, body: '{}' }, 'missing-member', 'rsp_code is not a string'],
    [{ status: 403, body: '{"rsp_code":40305,"rsp_msg":"a"}' }, 'missing-member', 'rsp_code is not a string'],
    [{ status: 403, body: '{"rsp_code":null,"rsp_msg":"a"}' }, 'missing-member', 'rsp_code is not a string'],
    [{ status: 403, body: '{"rsp_code":"40305"}' }, 'missing-member', 'rsp_msg is not a string'],
    [{ status: 403, body: '{"rsp_code":"40305","rsp_msg":1}' }, 'missing-member', 'rsp_msg is not a string'],
    ...[
      '49999',
      '040305',
      '40305 ',
      '+40305',
      '4.0305e4',
      '0x9d71',
      '',
      'constructor',
      '__proto__',
      'invalid_request',
    ].map((code): [Wire, Mismatch['mismatch'], string] => [
      { status: 403, body: `{"rsp_code":"${code}","rsp_msg":"a"}` },
      'unknown-code',
      `${code === '49999' ? code : `"${code}"`} is in no table of mydata`,
    ]),
    [
      { status: 200, body: '{"rsp_code":"40305","rsp_msg":"a"}' },
      'wrong-status',
      '40305 came with 200 instead of 403',
    ],
    [
      { status: 401, body: '{"rsp_code":"40305","rsp_msg":"a"}' },
      'wrong-status',
      '40305 came with 401 instead of 403',
    ],
  ])('%j: %s', (wire, mismatch, detail) => {
    expect(mismatchOf(mydata(), wire)).toEqual({ mismatch, detail });
  });

  test('a long code is cut in the detail', () => {
    const body = JSON.stringify({ rsp_code: 'x'.repeat(1000), rsp_msg: 'a' });
    expect(mismatchOf(mydata(), { status: 400, body }).detail).toBe(
      `"${'x'.repeat(64)}" is in no table of mydata`,
    );
  });
});

const invalidGrant = '{"error":"invalid_grant","error_description":"a"}';

describe('token: replies that are not errors', () => {
  test.each<[wire: Wire, mismatch: Mismatch['mismatch'], detail: string]>([
    ...ourWords.map((error): [Wire, Mismatch['mismatch'], string] => [
      { status: 400, body: `{"error":"${error}","error_description":"a"}` },
      'unknown-code',
      `"${error}" is in no table of mydata-token`,
    ]),
    [{ status: 200, body: '{"access_token":"a"}' }, 'success', 'status 200'],
    [{ status: 200, body: '{"rsp_code":"99999","rsp_msg":"a"}' }, 'success', 'status 200'],
    ...notJson.map((body): [Wire, Mismatch['mismatch'], string] => [
      { status: 400, body },
      'unreadable',
      'the body is not a JSON object',
    ]),
    [{ status: 400, body: '{}' }, 'missing-member', 'error is not a string'],
    [{ status: 400, body: '{"error":400}' }, 'missing-member', 'error is not a string'],
    [
      { status: 400, body: '{"error":"access_denied"}' },
      'unknown-code',
      '"access_denied" is in no table of mydata-token',
    ],
    [
      { status: 400, body: '{"error":"constructor"}' },
      'unknown-code',
      '"constructor" is in no table of mydata-token',
    ],
    // RFC 6749 has 401; MyData has not.
    [
      { status: 401, body: '{"error":"invalid_client"}' },
      'wrong-status',
      '"invalid_client" came with 401 instead of 400',
    ],
    [{ status: 500, body: invalidGrant }, 'wrong-status', '"invalid_grant" came with 500 instead of 400'],
  ])('%j: %s', (wire, mismatch, detail) => {
    expect(mismatchOf(mydataToken(), wire)).toEqual({ mismatch, detail });
  });

  test.each(['', ',"error_description":null', ',"error_description":1'])(
    'an error without a description%s has our text',
    (rest) => {
      const { error } = parseReply(mydataToken(), {
        status: 400,
        headers: {},
        body: `{"error":"invalid_grant"${rest}}`,
      });
      expect(error?.message).toBe('인가코드 또는 리프레시 토큰이 유효하지 않습니다');
    },
  );
});
